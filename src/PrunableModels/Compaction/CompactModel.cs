using System.Collections.Generic;
using TorchSharp;

namespace PrunableModels;

/// <summary>A group's number of structures before and after a compaction.</summary>
/// <param name="Id">The group.</param>
/// <param name="Before">How many structures it had.</param>
/// <param name="After">How many are left.</param>
public sealed record GroupWidth(string Id, int Before, int After);

/// <summary>A number before and after a compaction.</summary>
/// <param name="Before">Before.</param>
/// <param name="After">After.</param>
public sealed record SizeChange(long Before, long After);

/// <summary>What a compaction did. The model is the same instance, with smaller layers.</summary>
/// <typeparam name="T">The model's class.</typeparam>
public sealed class CompactModel<T>
    where T : torch.nn.Module, IPrunable
{
    internal CompactModel(T model, Compaction compaction)
    {
        Model = model;
        Widths = compaction.Widths;
        Parameters = compaction.Parameters;
        Macs = compaction.Macs;
        LargestDifference = compaction.LargestDifference;
    }

    /// <summary>The model.</summary>
    public T Model { get; }

    /// <summary>The groups' widths.</summary>
    public IReadOnlyList<GroupWidth> Widths { get; }

    /// <summary>The number of parameters.</summary>
    public SizeChange Parameters { get; }

    /// <summary>The multiply-adds for one example; null where no input was known.</summary>
    public SizeChange? Macs { get; }

    /// <summary>The largest difference between the zeroed and the compact model's outputs, as a share of the largest output; not a number where they were not compared.</summary>
    public double LargestDifference { get; }

    /// <summary>Writes the weights to a safetensors file, under their state-dict names.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    public void Save(string path) => SafetensorsFile.Write(path, Model.state_dict());
}
