namespace PrunableModels;

/// <summary>Where a structure stands.</summary>
internal enum StructureStatus : byte
{
    /// <summary>It trains.</summary>
    Important,

    /// <summary>It is on the road to zero.</summary>
    Redundant,

    /// <summary>It is held at zero.</summary>
    Pruned,
}
