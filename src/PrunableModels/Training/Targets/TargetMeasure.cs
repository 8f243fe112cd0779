namespace PrunableModels;

/// <summary>What a <see cref="PruningTarget"/> counts.</summary>
public enum TargetMeasure
{
    /// <summary>Structures, over all groups.</summary>
    GroupSparsity,

    /// <summary>Parameters of the whole model.</summary>
    Parameters,

    /// <summary>Multiply-adds of convolutions and linear layers in one forward pass.</summary>
    Macs,

    /// <summary>The time of one forward pass in evaluation on this machine.</summary>
    Latency,
}
