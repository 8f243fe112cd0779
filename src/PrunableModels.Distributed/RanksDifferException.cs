using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Distributed;

/// <summary>Something that has to be the same in all processes of a group is not. All of them throw this.</summary>
public sealed class RanksDifferException : Exception
{
    internal RanksDifferException(string what, IReadOnlyList<int> ranks, string details)
        : base($"Not all processes have the same {what}: {Words(ranks)} from rank 0. {details}") => Ranks = ranks;

    /// <summary>The ranks that differ from rank 0.</summary>
    public IReadOnlyList<int> Ranks { get; }

    private static string Words(IReadOnlyList<int> ranks) => ranks.Count == 1 ? $"rank {ranks[0]} differs" : $"ranks {string.Join(", ", ranks.Select(rank => $"{rank}"))} differ";
}
