namespace Cifar10;

/// <summary>What the command line asks for.</summary>
internal sealed record Options
{
    /// <summary>The folder with CIFAR-10's binary batches, or null for images that the program draws.</summary>
    public string? Data { get; init; }

    public required int Epochs { get; init; }

    /// <summary>The share of all removable structures that training drives to zero.</summary>
    public required double Sparsity { get; init; }

    /// <summary>The number of training images to use at most.</summary>
    public required int TrainLimit { get; init; }

    public required int Seed { get; init; }

    public string? Json { get; init; }

    /// <summary>The file for a report of the pruning training, or null for none.</summary>
    public string? Report { get; init; }

    /// <summary>Layers: 6n + 2.</summary>
    public required int Depth { get; init; }

    /// <summary>Channels of the first stage.</summary>
    public required int Width { get; init; }

    public required int Batch { get; init; }
}
