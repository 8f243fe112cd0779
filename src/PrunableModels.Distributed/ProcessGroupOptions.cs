using System;

namespace PrunableModels.Distributed;

/// <summary>How a group of processes communicates.</summary>
public sealed record ProcessGroupOptions
{
    private readonly long bucketBytes = 25 << 20;

    /// <summary>
    /// The size of the pieces in which gradients are averaged, in bytes, at least 1; a parameter that is larger is a piece of its own. Small
    /// pieces are on their way while the next are copied, large ones cost less each. The default is 25 MiB.
    /// </summary>
    public long BucketBytes
    {
        get => bucketBytes;
        init => bucketBytes = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(BucketBytes), value, $"{nameof(BucketBytes)} is at least 1.");
    }
}
