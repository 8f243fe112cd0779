using System;
using System.Collections.Generic;

namespace PrunableModels;

/// <summary>One tensor as a header describes it; <paramref name="Start"/> and <paramref name="End"/> count from the end of the header.</summary>
internal sealed record SafetensorsEntry(string Name, SafetensorsType Type, long[] Shape, long Start, long End)
{
    /// <summary>The length of the data in bytes.</summary>
    public long Length => End - Start;

    /// <summary>
    /// The bytes that a tensor takes. A zero extent does not excuse the others: torch multiplies them into strides, so
    /// <c>[0, 2^62, 2^62]</c> overflows as surely as it does without the zero.
    /// </summary>
    /// <exception cref="OverflowException">The product does not fit 64 bits.</exception>
    public static long ByteLength(SafetensorsType type, IReadOnlyList<long> shape)
    {
        long bytes = type.Size;
        var empty = false;
        foreach (var extent in shape)
        {
            empty |= extent == 0;
            bytes = checked(bytes * Math.Max(extent, 1));
        }

        return empty ? 0 : bytes;
    }
}
