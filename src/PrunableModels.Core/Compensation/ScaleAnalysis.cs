using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// Finds what makes up for numbers that change because an axis has fewer positions: a mean over it, attention's division by the root
/// of its size, a size in arithmetic. Each tensor's change follows from those of the parameters and fields it is made of; where the
/// model would see a change, it has to vanish. RMSNorm's eps and weight, or the weight of the queries, take it back.
/// </summary>
internal sealed class ScaleAnalysis(Graph graph)
{
    private readonly Dictionary<GraphValue, ScaleForm> changes = [];
    private readonly ScaleEquations equations = new(graph.Solver);

    /// <summary>Runs the analysis over a graph of which the zeros are known.</summary>
    public void Run()
    {
        if (!graph.Nodes.Any(CountsPositions))
        {
            return;
        }

        foreach (var node in graph.Nodes)
        {
            var change = node.Operator.Scales.Evaluate(equations, node, ChangesOf(node.Operands));
            foreach (var axis in node.Averaged)
            {
                change = change.Times(ScaleForm.Of(equations.Mean(axis)));
            }

            foreach (var output in node.Outputs)
            {
                changes[output] = change;
            }
        }

        graph.Outputs.ForEach(o => equations.Vanishes(ChangeOf(o), null));
        KeepFieldsReadElsewhere();
        State();
    }

    private bool CountsPositions(Node node) =>
        node.Averaged.Concat(node.DividesByRootOf is { } width ? [width] : []).Any(a => !equations.Mean(a).IsNone)
        || node.Attributes.Items.Any(a => !a.Value.Changes.IsNone);

    private List<ScaleForm> ChangesOf(IReadOnlyList<GraphValue?> operands)
    {
        var all = new List<ScaleForm>(operands.Count);
        for (var i = 0; i < operands.Count; i++)
        {
            if (operands[i] is { } operand)
            {
                all.Add(ChangeOf(operand));
            }
        }

        return all;
    }

    private ScaleForm ChangeOf(GraphValue value) =>
        changes.TryGetValue(value, out var change) ? change
        : value.Leaf is { IsBuffer: false } leaf ? equations.Unknown(leaf)
        : ScaleForm.None;

    private void State()
    {
        foreach (var unknown in equations.Unknowns)
        {
            if (equations.Solution(unknown).Where(p => p.Axis.Spaces.Any(s => s.Kept is null)) is { IsNone: false } factor)
            {
                graph.Compensations.Add(unknown is TensorLeaf leaf ? new Compensation.ScaledParameter(leaf, factor) : new Compensation.ScaledField((FieldSource)unknown, factor));
            }
        }
    }

    // A sum that states an equation for a field is the only thing that may read it.
    private void KeepFieldsReadElsewhere()
    {
        var reads = equations.Unknowns.OfType<FieldSource>().ToDictionary(field => field, _ => new List<Node>());
        if (reads.Count == 0)
        {
            return;
        }

        foreach (var node in graph.Nodes)
        {
            foreach (var attribute in node.Attributes.Items)
            {
                Note(attribute.Value, node);
            }
        }

        foreach (var (field, nodes) in reads.Select(r => (r.Key, r.Value)).Where(r => graph.ComputedFrom.Contains(r.Key) || r.Value.Exists(n => !IsEquationOf(n, r.Key))).ToList())
        {
            equations.Vanishes(equations.Unknown(field), nodes.First());
        }

        void Note(Value value, Node node)
        {
            if (value.Source is { } field && reads.TryGetValue(field, out var nodes) && nodes.LastOrDefault() != node)
            {
                nodes.Add(node);
            }

            foreach (var item in value is Value.Sequence list ? list.Items : [])
            {
                Note(item, node);
            }
        }
    }

    private static bool IsEquationOf(Node node, FieldSource field) => node.Operator.Scales == ScaleRule.Alike && Equals(node.Attributes.Find("value")?.Source, field);
}
