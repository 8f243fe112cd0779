using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels;

/// <summary>What a model was before training made it smaller: the final compaction reports in terms of that.</summary>
internal sealed class OriginalSizes
{
    private readonly List<string> ids;
    private readonly Dictionary<string, int> before;
    private readonly Dictionary<string, int> now;
    private readonly long parameters;
    private readonly long[] shape = [];
    private readonly long macs;

    public OriginalSizes(Pruning pruning)
    {
        var groups = pruning.Map.Groups;
        ids = [.. groups.Select(group => group.Id)];
        before = groups.ToDictionary(group => group.Id, group => group.Width, StringComparer.Ordinal);
        now = new(before, StringComparer.Ordinal);
        parameters = pruning.CountParameters();
        try
        {
            shape = [1, .. ExampleInput.Shape(pruning.Linked.Groups.Graph)[1..]];
            macs = pruning.CountMacs(shape);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // A model whose input is not known has no count of multiply-adds, here as in any report.
            shape = [];
        }
    }

    /// <summary>Notes what a compaction left.</summary>
    public void Note(Compaction compaction)
    {
        // One of the same name and another width is not the group that it was: what its structures were made of has come apart.
        foreach (var width in compaction.Widths.Where(width => now.TryGetValue(width.Id, out var left) && left == width.Before))
        {
            now[width.Id] = width.After;
        }
    }

    /// <summary>A compaction as one of the model as it was.</summary>
    public Compaction Report(Compaction compaction)
    {
        Note(compaction);
        var isSame = compaction.InputShape is { Count: > 0 } input && input.Skip(1).SequenceEqual(shape.Skip(1));
        return compaction with
        {
            Widths = [.. ids.Select(id => new GroupWidth(id, before[id], now[id]))],
            Parameters = new(parameters, compaction.Parameters.After),
            Macs = compaction.Macs is { } change && isSame ? change with { Before = macs } : null,
        };
    }
}
