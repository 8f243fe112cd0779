using System;

namespace PrunableModels.Distributed;

/// <summary>A group of one, which needs no MPI.</summary>
internal sealed class LoneProcess : ICommunicator
{
    public int Rank => 0;

    public int Size => 1;

    public int LocalRank => 0;

    public void Broadcast(Span<byte> data)
    {
    }

    public void Gather(ReadOnlySpan<byte> own, Span<byte> all) => own.CopyTo(all);

    public nint BeginSum(NumberBlock numbers) => 0;

    public void EndSum(nint sum)
    {
    }

    public void Barrier()
    {
    }

    public void Abort(int exitCode) => Environment.Exit(exitCode);

    public void Dispose()
    {
    }
}
