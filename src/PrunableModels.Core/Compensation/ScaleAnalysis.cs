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
            var change = node.Operator.Scales.Evaluate(equations, node, [.. node.Operands.OfType<GraphValue>().Select(ChangeOf)]);
            change = node.Averaged.Aggregate(change, (all, axis) => all.Times(ScaleForm.Of(equations.Mean(axis))));
            node.Outputs.ForEach(o => changes[o] = change);
        }

        graph.Outputs.ForEach(o => equations.Vanishes(ChangeOf(o), null));
        KeepFieldsReadElsewhere();
        State();
    }

    private bool CountsPositions(Node node) =>
        node.Averaged.Concat(node.DividesByRootOf is { } width ? [width] : []).Any(a => !equations.Mean(a).IsNone)
        || node.Attributes.Items.Any(a => !a.Value.Changes.IsNone);

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
        List<FieldSource> fields = [.. equations.Unknowns.OfType<FieldSource>()];
        if (fields.Count == 0)
        {
            return;
        }

        var reads = graph.Nodes.SelectMany(n => n.Attributes.Items.SelectMany(a => Sources(a.Value)).Distinct().Select(field => (Field: field, Node: n))).ToLookup(r => r.Field, r => r.Node);
        foreach (var field in fields.Where(f => graph.ComputedFrom.Contains(f) || reads[f].Any(n => !IsEquationOf(n, f))))
        {
            equations.Vanishes(equations.Unknown(field), reads[field].First());
        }
    }

    private static bool IsEquationOf(Node node, FieldSource field) => node.Operator.Scales == ScaleRule.Alike && Equals(node.Attributes.Find("value")?.Source, field);

    private static IEnumerable<FieldSource> Sources(Value value) =>
        (value.Source is { } field ? [field] : Enumerable.Empty<FieldSource>()).Concat(value is Value.Sequence list ? list.Items.SelectMany(Sources) : []);
}
