using System;
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
    public static long Of(Graph graph) => graph.Nodes
        .Where(n => n.Operator.Name is "linear" || n.Operator.Name.StartsWith("conv", StringComparison.Ordinal))
        .Sum(n => Spread(n).Type.Axes.Aggregate(1L, (count, axis) => checked(count * Known(axis.Extent, n))) * Row(n));

    private static GraphValue Spread(Node node) =>
        node.Operator.Name.StartsWith("conv_transpose", StringComparison.Ordinal) ? node.Operands[0]! : node.Outputs[0];

    private static long Row(Node node)
    {
        var weight = node.Operands[node.Operator.Operands.ToList().IndexOf("weight")]!;
        return weight.Type.Axes.Skip(1).Aggregate(1L, (count, axis) => count * Known(axis.Extent, node));
    }

    private static long Known(Size extent, Node node) =>
        extent.IsConstant(out var n) ? n : throw new InvalidOperationException($"The output size of {node} does not follow from the input's: {extent}.");
}
