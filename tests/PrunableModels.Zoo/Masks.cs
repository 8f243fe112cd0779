using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>Random masks, and models with the structures at zero that a mask leaves out.</summary>
public static class Masks
{
    /// <summary>Keeps about the given share of every group, and at least one structure of each.</summary>
    public static Tensor Random(Pruning pruning, double keep, long seed)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed, CPU);
        var mask = rand(pruning.Map.Count, generator: generator) < keep;
        foreach (var group in pruning.Groups)
        {
            mask[group.Start + (int)(seed % group.Width)] = true;
        }

        return mask.MoveToOuterDisposeScope();
    }

    /// <summary>Sets the writers of the structures that a mask leaves out to zero.</summary>
    public static void Zero(Pruning pruning, Tensor mask)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var padded = cat([mask, ones(1, ScalarType.Bool)], 0);
        foreach (var slice in pruning.Map.Slices.Where(s => s.Role == SliceRole.Writer))
        {
            slice.Tensor.index_fill_(slice.Axis, padded[slice.Structures].logical_not().nonzero().squeeze(1), 0);
        }
    }
}
