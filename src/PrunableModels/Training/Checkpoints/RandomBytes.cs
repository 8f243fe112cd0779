using System;
using System.Buffers.Binary;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>
/// The state of torch's random numbers on the CPU: a Mersenne twister. torch ends the process when it is handed a state that cannot be, so
/// a state from a file is looked at before.
/// </summary>
internal static class RandomBytes
{
    private const int Words = 624;
    private const int LeftAt = 8;
    private const int SeededAt = 12;
    private const int NextAt = 16;

    /// <summary>Checks a state that has the length of the present one.</summary>
    /// <exception cref="FormatException">torch would not take it.</exception>
    public static void Check(Tensor state)
    {
        ReadOnlySpan<byte> bytes = state.data<byte>().ToArray();
        var left = BinaryPrimitives.ReadInt32LittleEndian(bytes[LeftAt..]);
        var seeded = BinaryPrimitives.ReadInt32LittleEndian(bytes[SeededAt..]);
        var next = BinaryPrimitives.ReadUInt64LittleEndian(bytes[NextAt..]);
        if (left is < 1 or > Words || seeded != 1 || next > Words)
        {
            throw new FormatException("it is no state of torch's random numbers");
        }
    }
}
