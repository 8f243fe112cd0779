namespace PrunableModels;

/// <summary>
/// One prunable group of a live model: <see cref="Width"/> structures that can be removed one by one, each with every parameter
/// row, statistic and reader column that belongs to it.
/// </summary>
/// <param name="Id">Stable identity: the state-dict path and axis that declare the group, e.g. <c>layer1.0.conv1.weight:0</c>. The same in every process.</param>
/// <param name="Start">The number of the group's first structure in the model's flat numbering of structures.</param>
/// <param name="Width">How many structures the group has.</param>
public sealed record LinkedGroup(string Id, int Start, int Width)
{
    /// <summary>The number after the group's last structure.</summary>
    public int End => Start + Width;
}
