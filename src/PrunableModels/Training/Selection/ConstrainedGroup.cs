using System.Linq;

namespace PrunableModels;

/// <summary>A group with the numbers of its structures that may go in all, rising from 0.</summary>
internal sealed record ConstrainedGroup(LinkedGroup Group, int[] Removals)
{
    public ConstrainedGroup(LinkedGroup group, WidthConstraint constraint)
        : this(group, constraint.Removals(group.Width).ToArray())
    {
    }

    /// <summary>The most that can go.</summary>
    public int Capacity => Removals[^1];

    /// <summary>Whether any number up to the capacity can go.</summary>
    public bool IsFree => Removals.Length == Capacity + 1;
}
