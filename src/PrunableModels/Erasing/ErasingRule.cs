namespace PrunableModels;

/// <summary>How the segments that were chosen come to zero.</summary>
public enum ErasingRule
{
    /// <summary>Linearly over the erasing steps, as by <see cref="Hesso"/>.</summary>
    Shrink,

    /// <summary>By a penalty and a projection once a step turns them round, as by <see cref="Dhspg"/>; what is missing near the end is shrunk.</summary>
    Project,
}
