namespace PrunableModels.Distributed;

/// <summary>The numbers in which sums over processes are computed.</summary>
internal enum NumberKind
{
    /// <summary>32 bits; also for numbers of 16, whose sums would overflow or lose too much.</summary>
    Single,

    /// <summary>64 bits.</summary>
    Double,
}
