namespace TinyShakespeare;

/// <summary>What the command line asks for.</summary>
public sealed record Settings
{
    /// <summary>The folder with the text; null for verses that the program makes.</summary>
    public string? Data { get; init; }

    /// <summary>Steps of each of the two trainings.</summary>
    public int Steps { get; init; } = 1000;

    /// <summary>The share of parameters that may be left.</summary>
    public double Left { get; init; } = 0.4;

    /// <summary>What is drawn depends on it alone.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Blocks of the model.</summary>
    public int Depth { get; init; } = 3;

    /// <summary>Heads of each block.</summary>
    public int Heads { get; init; } = 6;

    /// <summary>Characters of a sequence.</summary>
    public int Length { get; init; } = 64;

    /// <summary>Sequences of a training step.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>How many characters the models write when they are done.</summary>
    public int Written { get; init; } = 400;
}
