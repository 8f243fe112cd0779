using System;
using System.Collections.Generic;
using System.IO;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>A tensor's elements as a run of bytes in a stream, in row-major order.</summary>
internal static class TensorBytes
{
    /// <summary>A piece is seen as one span, whose length is an int; this keeps pieces of the widest element well below.</summary>
    private const long PieceElements = 1 << 24;

    /// <summary>Writes the elements of any tensor: a view, a slice, one on another device, one that requires a gradient.</summary>
    public static void Write(Tensor tensor, Stream stream)
    {
        using var scope = NewDisposeScope();
        foreach (var piece in Pieces(tensor.detach().cpu().contiguous().view(-1)))
        {
            stream.Write(piece.bytes);
        }
    }

    /// <summary>Makes a CPU tensor of the entry's type and shape from the stream's next bytes.</summary>
    public static Tensor Read(SafetensorsEntry entry, Stream stream, string path)
    {
        using var scope = NewDisposeScope();
        var tensor = empty(entry.Shape, entry.Type.Scalar, CPU);
        foreach (var piece in Pieces(tensor.view(-1)))
        {
            stream.ReadExactly(piece.bytes);
            if (entry.Type.Scalar == ScalarType.Bool && piece.bytes.IndexOfAnyExceptInRange((byte)0, (byte)1) >= 0)
            {
                throw new SafetensorsException(path, $"tensor '{entry.Name}' has a truth value that is neither 0 nor 1");
            }
        }

        return tensor.MoveToOuterDisposeScope();
    }

    private static IEnumerable<Tensor> Pieces(Tensor flat)
    {
        for (var start = 0L; start < flat.numel(); start += PieceElements)
        {
            yield return flat.narrow(0, start, Math.Min(PieceElements, flat.numel() - start));
        }
    }
}
