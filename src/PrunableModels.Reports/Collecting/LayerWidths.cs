using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Reports;

/// <summary>What is left of each structure, and so of each layer, as events tell it.</summary>
internal sealed class LayerWidths
{
    private readonly IReadOnlyList<TrainingLayer> layers;
    private readonly IReadOnlyList<LinkedGroup> groups;
    private readonly State[] states;

    public LayerWidths(TrainingStarted start)
    {
        layers = start.Layers;
        groups = start.Groups;
        states = new State[start.Groups.Sum(g => g.Width)];
        Set(start.Redundant, State.Redundant);
        Set(start.Pruned, State.Pruned);
    }

    private enum State : byte
    {
        Important,
        Redundant,
        Pruned,
    }

    public IReadOnlyList<ReportLayer> Layers =>
        [.. layers.Select(l => new ReportLayer(l.Name, l.Structures.Count, l.Structures.Count(s => s >= states.Length || states[s] != State.Pruned)))];

    /// <summary>How much is left of each group.</summary>
    public IReadOnlyList<int> Groups => [.. groups.Select(g => Enumerable.Range(g.Start, g.Width).Count(s => states[s] != State.Pruned))];

    /// <summary>Takes structures as chosen.</summary>
    /// <returns>The score of each structure that could be chosen, and whether it was.</returns>
    public IReadOnlyList<(float Score, bool IsChosen)> Choose(StructuresChosen choice)
    {
        int[] open = [.. Enumerable.Range(0, states.Length).Where(s => states[s] == State.Important)];
        Set(choice.Groups, State.Redundant);
        return [.. open.Select(s => (choice.Scores[s], states[s] == State.Redundant))];
    }

    public void Release(IReadOnlyList<GroupStructures> groups) => Set(groups, State.Important);

    public void Prune(IReadOnlyList<GroupStructures> groups) => Set(groups, State.Pruned);

    private void Set(IReadOnlyList<GroupStructures> groups, State state)
    {
        foreach (var structure in groups.SelectMany(g => g.Structures))
        {
            states[structure] = state;
        }
    }
}
