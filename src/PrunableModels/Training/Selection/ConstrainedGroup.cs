using System;
using System.Linq;

namespace PrunableModels;

/// <summary>A group with the numbers of its structures that may go in all, rising; from 0, but where it has to lose a given number.</summary>
/// <param name="Group">The group.</param>
/// <param name="Removals">The numbers.</param>
/// <param name="Reason">Why it cannot lose more.</param>
internal sealed record ConstrainedGroup(LinkedGroup Group, int[] Removals, string Reason)
{
    public ConstrainedGroup(LinkedGroup group, WidthConstraint constraint)
        : this(group, constraint.Removals(group.Width).ToArray(), $"{constraint}")
    {
    }

    /// <summary>What the group loses together with others; null if it is on its own.</summary>
    public SharedQuota? Quota { get; init; }

    /// <summary>The least that goes.</summary>
    public int Least => Removals[0];

    /// <summary>The most that can go.</summary>
    public int Capacity => Removals[^1];

    /// <summary>Whether any number up to the capacity can go.</summary>
    public bool IsFree => Quota is null && Removals.Length == Capacity + 1;

    /// <summary>Whether a number can be where pruning ends.</summary>
    public bool Allows(int removal) => Array.BinarySearch(Removals, removal) >= 0;

    /// <summary>The group and what it may lose in words, the same for the same constraint.</summary>
    public override string ToString() => $"{Group.Id} {Group.Width} {(Removals.Length == Capacity + 1 ? $"0-{Capacity}" : string.Join(',', Removals))}{(Quota is null ? "" : $", {Quota}")}";
}
