using TorchSharp;

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
}
