using System;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PrunableModels.Onnx;

/// <summary>
/// What a table does to the rows that it is asked for, which its native code alone knows: it is run once on rows that show it. They are
/// large, so that a largest norm would change them, and of one column.
/// </summary>
internal static class TableRows
{
    private const double First = 1009;
    private const double Second = 3001;

    /// <summary>Whether rows come out as they are stored.</summary>
    public static bool AreAsStored(Embedding table) => With(table, rows =>
    {
        using var result = table.call(rows);
        return Is(result, 0, First);
    });

    /// <summary>The operator that makes one row of those of a bag; null where the bag does something else as well.</summary>
    public static string? Reduction(EmbeddingBag table) => With(table, rows =>
    {
        using var alike = rows.unsqueeze(-1).expand(-1, 2).contiguous();
        using var bags = table.call(alike);
        using var isLeftOut = bags.Is(0);
        using var some = isLeftOut.any();
        if (rows.shape[0] < 2 || some.item<bool>())
        {
            // A row that is padding is left out.
            return null;
        }

        using var pair = rows.narrow(0, 0, 2).unsqueeze(0);
        using var both = table.call(pair);
        return Is(both, 0, First + Second) ? "ReduceSum" : Is(both, 0, (First + Second) / 2) ? "ReduceMean" : Is(both, 0, Second) ? "ReduceMax" : null;
    });

    private static bool Is(Tensor rows, long row, double expected)
    {
        using var one = rows.narrow(0, row, 1);
        return Math.Abs(one.to(ScalarType.Float64).item<double>() - expected) < 1;
    }

    // The first row is one number, and all others are another one.
    private static T With<T>(nn.Module table, Func<Tensor, T> run)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var weight = table.get_parameter("weight")!;
        var stored = weight.detach();
        var (first, second) = (First.ToScalar(), Second.ToScalar());
        var rows = TensorNumbers.Range(0, stored.shape[0], stored.device);
        try
        {
            weight.set_(cat([full([1, 1], first, ScalarType.Float32), full([stored.shape[0] - 1, 1], second, ScalarType.Float32)], 0).to(stored.dtype, stored.device));
            return run(rows);
        }
        finally
        {
            weight.set_(stored);
            first.Dispose();
            second.Dispose();
        }
    }
}
