using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using PrunableModels.Core;
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
public sealed record SizeChange(long Before, long After)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{After:N0} of {Before:N0} ({(Before == 0 ? 1 : (double)After / Before):P2})");
}

/// <summary>What a compaction did. The model is the same instance, with smaller layers.</summary>
/// <typeparam name="T">The model's class.</typeparam>
public sealed class CompactModel<T>
    where T : torch.nn.Module, IPrunable
{
    internal CompactModel(T model, Compaction compaction)
    {
        Model = model;
        Plan = model.Pruning.Plan!;
        Widths = compaction.Widths;
        Parameters = compaction.Parameters;
        Macs = compaction.Macs;
        LargestDifference = compaction.LargestDifference;
    }

    /// <summary>The model.</summary>
    public T Model { get; }

    /// <summary>What stays of the model as it was constructed: the same can be removed from another instance of the class.</summary>
    public PruningPlan Plan { get; }

    /// <summary>
    /// The groups' widths. Where the plan had several stages, or training made the model smaller already, they are those that the model
    /// had before, and one that came apart on the way has the width after it that it had then.
    /// </summary>
    public IReadOnlyList<GroupWidth> Widths { get; }

    /// <summary>The number of parameters.</summary>
    public SizeChange Parameters { get; }

    /// <summary>The multiply-adds for one example; null where no input was known.</summary>
    public SizeChange? Macs { get; }

    /// <summary>The largest difference between the zeroed and the compact model's outputs, as a share of the largest output; not a number where they were not compared.</summary>
    public double LargestDifference { get; }

    /// <inheritdoc/>
    public override string ToString() => $"parameters {Parameters}"
        + (Macs is null ? "" : $", multiply-adds {Macs}")
        + (double.IsNaN(LargestDifference) ? "; outputs not compared" : FormattableString.Invariant($"; outputs differ by {LargestDifference:E1} of the largest"));

    /// <summary>
    /// The compact model as a C# class with literal widths, which needs TorchSharp and nothing else. Its state-dict names are those
    /// of the model, so that it loads what <see cref="Save"/> writes.
    /// </summary>
    /// <param name="className">The class to write; null for the model's own name with <c>Compact</c> after it.</param>
    /// <param name="namespaceName">Its namespace; null for none.</param>
    /// <exception cref="CompactClassException">A part of the model cannot be written out; the message says which, and where it stands.</exception>
    public string ToClass(string? className = null, string? namespaceName = null)
    {
        LostArguments.Refuse(Model.Pruning.Program);
        return CompactClassWriter.Write(Model.Pruning.ExecuteWritten(), new(className ?? $"{typeof(T).Name}Compact", namespaceName));
    }

    /// <summary>Writes the class of <see cref="ToClass"/>, named after the file.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="namespaceName">Its namespace; null for none.</param>
    /// <exception cref="CompactClassException">A part of the model cannot be written out; the message says which, and where it stands.</exception>
    public void WriteClass(string path, string? namespaceName = null)
    {
        var text = ToClass(Path.GetFileNameWithoutExtension(path), namespaceName);
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>
    /// Writes the weights to a safetensors file, under their state-dict names. Those of normalisations that were folded are left out, which
    /// <see cref="ToClass"/> does without.
    /// </summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    public void Save(string path)
    {
        var folded = Model.named_modules().Where(m => IdentityNorm.Is(m.module)).Select(m => $"{m.name}.").ToList();
        SafetensorsFile.Write(path, Model.state_dict().Where(t => !folded.Exists(norm => t.Key.StartsWith(norm, StringComparison.Ordinal))));
    }
}
