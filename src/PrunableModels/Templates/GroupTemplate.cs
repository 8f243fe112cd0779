using System.Collections.Generic;

namespace PrunableModels;

/// <summary>
/// A group as the compiler found it in the source of a model class: a node of the pruning dependency graph. Widths may be symbols
/// such as <c>2 * width</c>; a loop with an unknown count stands with three turns. <see cref="LinkedGroup"/> is the same for a live
/// instance.
/// </summary>
/// <param name="Id">Path and axis of the first parameter that produces the structures.</param>
/// <param name="Width">How many structures the group has, as an expression over constructor parameters.</param>
/// <param name="Kept">Why the group cannot be pruned, or null where it can.</param>
/// <param name="Occurrences">Every axis in which its structures occur: the edges of the graph.</param>
public sealed record GroupTemplate(string Id, string Width, string? Kept, IReadOnlyList<OccurrenceTemplate> Occurrences)
{
    /// <summary>The branches that were taken for this group to be so, or an empty text where there is no choice.</summary>
    public string Assuming { get; init; } = "";
}

/// <summary>One axis of a parameter or buffer in which a group occurs.</summary>
/// <param name="Path">State-dict path; <c>?</c> stands for a part that registration decides.</param>
/// <param name="Axis">The axis, from the front.</param>
/// <param name="Role">What the axis is to the structures.</param>
/// <param name="Layout">The axis in terms of groups: products are row-major, sums are concatenations. Null where it is the group alone.</param>
public sealed record OccurrenceTemplate(string Path, int Axis, SliceRole Role, string? Layout = null);
