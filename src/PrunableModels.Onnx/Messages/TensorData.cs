using System;
using System.IO;
using System.Runtime.InteropServices;
using TorchSharp;

namespace PrunableModels.Onnx;

/// <summary>The elements of a tensor as bytes, in row-major order and with the least significant byte first.</summary>
/// <param name="Length">How many bytes.</param>
/// <param name="Write">Writes them.</param>
internal sealed record TensorData(long Length, Action<Stream> Write)
{
    public static TensorData Of<T>(T[] elements)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(elements.AsSpan()).ToArray();
        return new(bytes.Length, stream => stream.Write(bytes));
    }

    /// <summary>The elements of a live tensor, which is read when the model is written.</summary>
    public static TensorData Of(torch.Tensor tensor) => new(tensor.numel() * tensor.element_size(), stream => TensorBytes.Write(tensor, stream));
}
