using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;

namespace PrunableModels.Onnx;

/// <summary>
/// Whether a model does the same with any batch: executed with a symbol for it, and with numbers, it goes through the same operators,
/// whose arguments and extents are what those with the symbol come to, and no view asks for another number of elements than there is.
/// </summary>
internal static class BatchCheck
{
    private static readonly HashSet<string> Views = ["view", "reshape"];

    /// <exception cref="OnnxExportException">It does not.</exception>
    public static void Require(Pruning pruning, OnnxOptions options)
    {
        var batch = InputShapes.Batch(options);
        var (any, _) = Execution.Of(pruning, InputShapes.Of(options, isDynamic: true));
        foreach (var number in new[] { batch, (2 * batch) + 1 })
        {
            var (one, _) = Execution.Of(pruning, InputShapes.WithBatch(options, number));
            var isSame = any.Nodes.Count == one.Nodes.Count && any.Nodes.Zip(one.Nodes).All(n => Same(n.First, n.Second, number)) && Same(any.Root.Outputs, one.Root.Outputs, number);
            if (!isSame || !one.Nodes.All(KeepsElements))
            {
                throw new OnnxExportException($"What the model does depends on the batch: with {number} it does something else than with any.");
            }
        }
    }

    private static bool Same(Node any, Node one, long batch) => any.Operator == one.Operator && any.Function == one.Function
        && any.Attributes.Items.Count == one.Attributes.Items.Count
        && any.Attributes.Items.Zip(one.Attributes.Items).All(a => a.First.Key == a.Second.Key && Same(a.First.Value, a.Second.Value, batch))
        && any.Operands.Zip(one.Operands).All(o => o.First?.Id == o.Second?.Id)
        && Same(any.Outputs, one.Outputs, batch);

    private static bool KeepsElements(Node node) => !Views.Contains(node.Operator.Name)
        || Elements(node.Operands[0]!) is not { } before || Elements(node.Outputs[0]) is not { } after || before == after;

    private static long? Elements(GraphValue value) =>
        value.Type.HasRank && value.Type.Axes.Aggregate(Size.One, (product, axis) => product * axis.Extent).IsConstant(out var count) ? count : null;

    private static bool Same(IReadOnlyList<GraphValue> any, IReadOnlyList<GraphValue> one, long batch) =>
        any.Count == one.Count && any.Zip(one).All(o => o.First.Type.Count == o.Second.Type.Count && o.First.Type.Axes.Zip(o.Second.Type.Axes).All(a => Same(a.First.Extent, a.Second.Extent, batch)));

    private static bool Same(Value any, Value one, long batch) => (any, one) switch
    {
        (Value.Integer a, Value.Integer b) => Same(a.Size, b.Size, batch),
        (Value.Sequence a, Value.Sequence b) => a.Items.Count == b.Items.Count && a.Items.Zip(b.Items).All(i => Same(i.First, i.Second, batch)),
        (Value.Symbol, Value.Symbol) => true,
        _ => any.ToString() == one.ToString(),
    };

    // What follows from no extent has a symbol of its own in each execution.
    private static bool Same(Size any, Size one, long batch) =>
        !any.Substitute(s => s == OnnxAxes.Batch ? batch : null).IsConstant(out var expected) || !one.IsConstant(out var found) || expected == found;
}
