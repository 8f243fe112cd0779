using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;

namespace PrunableModels;

/// <summary>Multiply-adds of an execution with known extents.</summary>
internal static class MacCount
{
    /// <summary>
    /// The multiply-adds of all convolutions and linear layers: each output element takes one for every weight of its row; of a
    /// transposed convolution, each input element.
    /// </summary>
    public static long Of(Graph graph) => Factors(graph).Sum(axes => axes.Aggregate(1L, (count, axis) => checked(count * axis.Extent)));

    /// <summary>For each layer that counts, the axes whose extents' product is the number of its multiply-adds.</summary>
    /// <exception cref="InvalidOperationException">An extent does not follow from the input's.</exception>
    public static IEnumerable<IReadOnlyList<(AxisType Type, long Extent)>> Factors(Graph graph) => graph.Nodes
        .Where(n => n.Operator.Name is "linear" || n.Operator.Name.StartsWith("conv", StringComparison.Ordinal))
        .Select(n => Spread(n).Type.Axes.Concat(Weight(n).Skip(1)).Select(axis => (axis, Known(axis.Extent, n))).ToList());

    private static GraphValue Spread(Node node) =>
        node.Operator.Name.StartsWith("conv_transpose", StringComparison.Ordinal) ? node.Operands[0]! : node.Outputs[0];

    private static IEnumerable<AxisType> Weight(Node node)
    {
        var weight = node.Operands[node.Operator.Operands.ToList().IndexOf("weight")]!;
        return weight.Type.Axes.Select((axis, i) => weight.Leaf?.Axes[i] ?? axis);
    }

    private static long Known(Size extent, Node node) =>
        extent.IsConstant(out var n) ? n : throw new InvalidOperationException($"The output size of {node} does not follow from the input's: {extent}.");
}
