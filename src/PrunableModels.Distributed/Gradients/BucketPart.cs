namespace PrunableModels.Distributed;

/// <summary>A tensor's place in a bucket.</summary>
/// <param name="Tensor">Its number in the list of tensors.</param>
/// <param name="Start">The place of its first element.</param>
/// <param name="Length">How many elements it has.</param>
internal sealed record BucketPart(int Tensor, long Start, long Length);
