namespace SuperResolution;

/// <summary>What the command line asks for.</summary>
public sealed record Settings
{
    /// <summary>The folder with pictures, or with CIFAR-10's binary batches; null for pictures that the program draws.</summary>
    public string? Data { get; init; }

    /// <summary>Steps of each of the two trainings.</summary>
    public int Steps { get; init; } = 400;

    /// <summary>The share of multiply-adds that may be left.</summary>
    public double Left { get; init; } = 0.4;

    /// <summary>What is drawn depends on it alone.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Channels of the network.</summary>
    public int Width { get; init; } = 16;

    /// <summary>Blocks of the network, and residual blocks in each.</summary>
    public int Cascades { get; init; } = 3;

    /// <summary>How wide and high the patches are that are enlarged in training. CIFAR-10's pictures have no larger ones.</summary>
    public int Patch { get; init; } = 16;

    /// <summary>Patches of a step.</summary>
    public int Batch { get; init; } = 16;
}
