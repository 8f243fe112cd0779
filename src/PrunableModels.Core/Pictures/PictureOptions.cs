using System.Collections.Generic;

// Users write these: they are where users look.
namespace PrunableModels;

/// <summary>What the colours of a picture tell.</summary>
public enum PictureColoring
{
    /// <summary>Nothing: there are operators and tensors alone.</summary>
    None,

    /// <summary>Which group the output of every layer belongs to; grey where it is kept.</summary>
    Groups,

    /// <summary>Which stretches of operators can be erased as a whole, and what becomes of the rest where some are.</summary>
    Segments,
}

/// <summary>What a picture of a model shows, and how much of it.</summary>
public sealed record PictureOptions
{
    /// <summary>What the colours tell.</summary>
    public PictureColoring Coloring { get; init; } = PictureColoring.Groups;

    /// <summary>How many calls of modules deep operators are framed by the module that was called; 0 for no frames. Segments have frames of their own.</summary>
    public int Depth { get; init; } = 2;

    /// <summary>How many operators are drawn, the first ones; one vertex says how many more there are. Many viewers of Mermaid take no more than 500 edges.</summary>
    public int MaximumNodes { get; init; } = 200;

    /// <summary>With segments: the ids of those to erase; what was erased before is erased anyway.</summary>
    public IReadOnlyList<string> Erased { get; init; } = [];

    /// <summary>With segments: whether only what is left is drawn, instead of everything with marks.</summary>
    public bool IsAfter { get; init; }
}
