using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>A tensor as an index: a list of positions, or a mask over some axes, which it takes the place of. Its own axes are kept.</summary>
internal static class TensorIndex
{
    /// <summary>What stands among the arguments of an index in the place of the tensor.</summary>
    public const string Placeholder = "tensor";

    /// <summary>The attribute that says that a tensor holds whole numbers.</summary>
    public const string AreWhole = "integral";

    private static readonly HashSet<string> Masks =
        ["eq", "ne", "lt", "le", "gt", "ge", "logical_and", "logical_or", "logical_xor", "logical_not", "isnan", "isinf", "isfinite", "bool"];

    private static readonly HashSet<string> Positions = ["argmax", "argmin", "argsort", "arange", "randperm", "randint", "long"];

    private static readonly HashSet<string> Arithmetic = ["add", "sub", "mul"];

    /// <summary>How many axes the index covers, and what it leaves in their place; null where it may be positions or a mask.</summary>
    public static (int Covers, IReadOnlyList<AxisType> Axes)? Read(Application application)
    {
        var index = application.Node.Operands[1]!;
        if (!index.Type.HasRank || (index.Type.Count != 1 && !Is(index, Masks) && !ArePositions(index)) || index.Type.Count == 0)
        {
            return null;
        }

        foreach (var axis in index.Type.Axes)
        {
            application.Solver.Keep(axis, new(KeptKind.Mixed, $"{application.Node.Function} chooses its positions by data", application.Origin));
        }

        return ArePositions(index)
            ? (1, [.. index.Type.Axes.Select(a => AxisType.Fixed(a.Extent))])
            : (index.Type.Count, [AxisType.Fixed(application.Graph.NewFixed($"{application.Node.Function}.shape", null))]);
    }

    // Whole numbers stay whole numbers in sums and products with others, and where they are moved.
    private static bool ArePositions(GraphValue index) => Is(index, Positions) || index.Leaf is { IsIntegral: true } || index.Producer?.Attributes.Flag(AreWhole, false) == true || (index.Producer is { } producer
        && (Is(index, Arithmetic) ? producer.Operands.OfType<GraphValue>().Any(ArePositions) : producer.Operator.Zero == ZeroRule.Moves && producer.Operands[0] is { } moved && ArePositions(moved)));

    private static bool Is(GraphValue index, HashSet<string> operators) => index.Producer is { } producer && operators.Contains(producer.Operator.Name);
}
