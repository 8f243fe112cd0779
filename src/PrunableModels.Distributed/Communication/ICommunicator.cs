using System;

namespace PrunableModels.Distributed;

/// <summary>
/// What the processes of a group do together. All of them call the same in the same order; nothing returns before everybody has come to it,
/// except where it says so.
/// </summary>
internal interface ICommunicator : IDisposable
{
    /// <summary>The number of this process, from 0.</summary>
    int Rank { get; }

    /// <summary>How many processes there are.</summary>
    int Size { get; }

    /// <summary>The number of this process among those on the same machine, from 0.</summary>
    int LocalRank { get; }

    /// <summary>Gives everybody what rank 0 has. It may return before others have come to it.</summary>
    void Broadcast(Span<byte> data);

    /// <summary>Gives everybody what everybody has, in the order of ranks.</summary>
    void Gather(ReadOnlySpan<byte> own, Span<byte> all);

    /// <summary>Begins to replace numbers by their sums over all processes, the same bits everywhere, and returns at once; the numbers are not touched until it has ended.</summary>
    /// <returns>What <see cref="EndSum"/> takes.</returns>
    nint BeginSum(NumberBlock numbers);

    /// <summary>Waits for the sums.</summary>
    void EndSum(nint sum);

    /// <summary>Waits for everybody.</summary>
    void Barrier();

    /// <summary>Ends all processes of the group, this one included.</summary>
    void Abort(int exitCode);
}
