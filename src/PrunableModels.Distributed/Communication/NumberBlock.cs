using System;
using static TorchSharp.torch;

namespace PrunableModels.Distributed;

/// <summary>Numbers in memory that stays where it is.</summary>
/// <param name="Address">The first.</param>
/// <param name="Count">How many.</param>
/// <param name="Kind">What they are.</param>
internal readonly record struct NumberBlock(nint Address, int Count, NumberKind Kind)
{
    /// <summary>The numbers themselves; <typeparamref name="T"/> has to be what they are.</summary>
    public unsafe Span<T> Numbers<T>()
        where T : unmanaged => new((void*)Address, Count);

    /// <summary>The elements of a tensor on the CPU, in one piece, of the kind's dtype. The tensor has to last as long as the block is used.</summary>
    public static unsafe NumberBlock Of(Tensor memory, NumberKind kind)
    {
        // Native memory, which the garbage collector does not move.
        fixed (byte* first = memory.bytes)
        {
            return new((nint)first, checked((int)memory.numel()), kind);
        }
    }
}
