using System;
using System.Linq;

namespace PrunableModels;

/// <summary>A checkpoint of a model from which training had removed structures: the model that it is loaded into has to lose them first.</summary>
internal static class NarrowedRun
{
    private const string Removed = $"optimizer/pruning/{PruningState.RemovedName}";

    /// <summary>Removes from the optimizer's model what the saved one lacks, once everything is known to fit then.</summary>
    /// <param name="reader">The checkpoint.</param>
    /// <param name="optimizer">The optimizer of the model.</param>
    /// <param name="check">Checks the checkpoint against the model and the optimizer as they are at that moment.</param>
    /// <exception cref="CheckpointException">It does not fit, or the structures cannot be removed; nothing was changed.</exception>
    public static void Prepare(CheckpointReader reader, SparseOptimizer optimizer, Action check)
    {
        // What is wrong with the field itself is found when it is checked among the others.
        if (!reader.Entries.TryGetValue(Removed, out var entry) || entry.Type.Scalar != TorchSharp.torch.ScalarType.Byte || !entry.Shape.SequenceEqual([optimizer.Removed.Length]))
        {
            return;
        }

        using var tensor = reader.Read(entry);
        var removed = tensor.data<byte>().ToArray().Select(flag => flag != 0).ToArray();
        if (removed.SequenceEqual(optimizer.Removed))
        {
            return;
        }

        if (optimizer.Removed.Where((isRemoved, structure) => isRemoved && !removed[structure]).Any())
        {
            throw reader.Fault("is of a model that had structures which training has removed from this one since: make model and optimizer anew and load it into those");
        }

        try
        {
            optimizer.TryWithout(removed, check);
            optimizer.Remove(removed);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw reader.Fault($"is of a model from which training had removed structures, and they cannot be removed from this one: {e.Message}");
        }
    }
}
