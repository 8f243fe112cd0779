using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// How many axes the inputs have. An execution often finds out after something asked for it: a view to <c>[b, t, heads, width]</c> tells
/// that what it is given has three. Then the model is executed once more, knowing it from the start.
/// </summary>
internal static class InputRanks
{
    private const int MostExecutions = 4;

    /// <summary>Executes a model until the ranks that it asks for are known, or nothing more is found out.</summary>
    /// <param name="execute">Executes it into a graph, given the ranks that are known.</param>
    /// <param name="create">Makes the graph.</param>
    public static Graph Settle(Action<Graph, IReadOnlyList<int?>?> execute, Func<Graph> create)
    {
        IReadOnlyList<int?>? ranks = null;
        for (var i = 1; ; i++)
        {
            var graph = create();
            graph.EndsWhereRanksAreFound = i < MostExecutions;
            try
            {
                execute(graph, ranks);
            }
            catch (RankFoundException)
            {
                // What comes after it need not be executed twice.
            }

            var found = graph.Inputs.Select(v => Found(graph, v)).ToList();
            if (!graph.AsksForRanks || i == MostExecutions || (ranks is null ? found.All(r => r is null) : found.SequenceEqual(ranks)))
            {
                return graph;
            }

            ranks = found;
        }
    }

    // Where nothing else tells, numbers that an embedding looks up are taken to be sequences in a batch.
    private static int? Found(Graph graph, GraphValue input) =>
        input.Type.HasRank ? input.Type.Count
        : graph.Nodes.Any(n => n.Operator.Name == "embedding" && n.Operands[0] == input) ? 2
        : null;
}
