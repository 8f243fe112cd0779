using System.Collections.Generic;

namespace PrunableModels;

/// <summary>What stays of a group.</summary>
/// <param name="Id">The group's id.</param>
/// <param name="Width">How many structures the group had.</param>
/// <param name="Kept">The numbers of those that stay, from 0, rising; at least one.</param>
public sealed record PlannedGroup(string Id, int Width, IReadOnlyList<int> Kept);
