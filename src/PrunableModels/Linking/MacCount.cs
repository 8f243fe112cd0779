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
    public static long Of(Graph graph) => Factors(graph).Sum(Product);

    /// <summary>The same by operators.</summary>
    public static IEnumerable<(Node Node, long Macs)> OfNodes(Graph graph) => Counted(graph).Select(n => (n, Product(Factors(n))));

    /// <summary>For each layer that counts, the axes whose extents' product is the number of its multiply-adds.</summary>
    /// <exception cref="InvalidOperationException">An extent does not follow from the input's.</exception>
    public static IEnumerable<IReadOnlyList<(AxisType Type, long Extent)>> Factors(Graph graph) => Counted(graph).Select(Factors);

    private static IEnumerable<Node> Counted(Graph graph) => graph.Nodes.Where(n => IsCounted(n.Operator.Name) || IsCounted(Meant(n)));

    private static List<(AxisType Type, long Extent)> Factors(Node node) => [.. Spread(node).Concat(Weight(node).Skip(1)).Select(axis => (axis, KnownSize.Of(axis.Extent, node)))];

    private static long Product(IReadOnlyList<(AxisType Type, long Extent)> axes) => axes.Aggregate(1L, (count, axis) => checked(count * axis.Extent));

    private static bool IsCounted(string? name) => name is "linear" || name?.StartsWith("conv", StringComparison.Ordinal) == true;

    // What is called in a way that is not known, or without being registered, takes its multiply-adds all the same.
    private static string? Meant(Node node) => node.Layer is { } layer ? LayerTable.Find(layer.Class)?.Operator : OperatorTable.Find(node.Function)?.Name;

    private static IEnumerable<AxisType> Spread(Node node)
    {
        if (!IsCounted(node.Operator.Name))
        {
            throw KnownSize.Unknown(node, node.Opaque?.Message ?? $"it is {node.Operator.Name}");
        }

        var spread = node.Operator.Name.StartsWith("conv_transpose", StringComparison.Ordinal) ? node.Operands[0]! : node.Outputs[0];
        return KnownSize.Axes(spread, node);
    }

    private static IEnumerable<AxisType> Weight(Node node)
    {
        var weight = node.Operands[node.Operator.IndexOf("weight")]!;
        return weight.Type.Axes.Select((axis, i) => weight.Leaf?.Axes[i] ?? axis);
    }
}
