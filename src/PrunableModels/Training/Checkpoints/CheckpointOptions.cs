namespace PrunableModels;

/// <summary>What goes into a checkpoint besides model and optimizer.</summary>
public sealed record CheckpointOptions
{
    /// <summary>
    /// Whether the state of torch's random numbers on the CPU is saved, so that dropout and drawn batches go on bit for bit. The default
    /// is true. Generators of other devices and of the program's own are the program's to save, as extras.
    /// </summary>
    public bool RandomState { get; init; } = true;

    /// <summary>
    /// Whether gradients are saved, for a checkpoint between two backward passes that add up. The default is false: a checkpoint then
    /// knows which parameters have a gradient, and after loading it is zero.
    /// </summary>
    public bool Gradients { get; init; }
}
