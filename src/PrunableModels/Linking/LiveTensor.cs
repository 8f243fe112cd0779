using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using Size = PrunableModels.Core.Size;

namespace PrunableModels;

/// <summary>A parameter or buffer of a live model.</summary>
/// <param name="path">State-dict path; the first one where several lead to it.</param>
/// <param name="tensor">The tensor itself: for a parameter the object that optimizers see.</param>
/// <param name="isBuffer">Whether it is a buffer.</param>
internal sealed class LiveTensor(string path, torch.Tensor tensor, bool isBuffer)
{
    public string Path { get; } = path;

    public torch.Tensor Tensor { get; } = tensor;

    public bool IsBuffer { get; } = isBuffer;

    /// <summary>The extents as they are now.</summary>
    public IReadOnlyList<Size> Extents => [.. Enumerable.Range(0, (int)Tensor.dim()).Select(axis => Size.Constant(Tensor.size(axis)))];

    /// <summary>Whether it holds whole numbers by which others may be chosen.</summary>
    public bool IsIntegral => Tensor.dtype is torch.ScalarType.Int64 or torch.ScalarType.Int32;
}
