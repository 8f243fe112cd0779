using System;
using System.Text;

namespace PrunableModels.Distributed;

/// <summary>All processes that <c>mpirun</c> started, communicating by MPI. They have a communicator of their own, whose errors are returned.</summary>
internal sealed unsafe class MpiCommunicator : ICommunicator
{
    private readonly bool isOwner;
    private nint communicator;

    private MpiCommunicator(bool isOwner)
    {
        this.isOwner = isOwner;
        Check(NativeMpi.SetErrorHandler(MpiLibrary.CommWorld, MpiLibrary.ErrorsReturn), "MPI_Comm_set_errhandler");
        Check(NativeMpi.Duplicate(MpiLibrary.CommWorld, out communicator), "MPI_Comm_dup");
        Check(NativeMpi.SetErrorHandler(communicator, MpiLibrary.ErrorsReturn), "MPI_Comm_set_errhandler");
        Rank = RankIn(communicator);
        Check(NativeMpi.Size(communicator, out var size), "MPI_Comm_size");
        Size = size;
        Check(NativeMpi.SplitType(communicator, NativeMpi.TypeShared, 0, MpiLibrary.InfoNull, out var machine), "MPI_Comm_split_type");
        LocalRank = RankIn(machine);
        Check(NativeMpi.Free(ref machine), "MPI_Comm_free");
    }

    public int Rank { get; }

    public int Size { get; }

    public int LocalRank { get; }

    /// <summary>Starts MPI, unless somebody else in this process has.</summary>
    /// <exception cref="MpiNotFoundException">There is no Open MPI.</exception>
    /// <exception cref="MpiException">MPI failed.</exception>
    /// <exception cref="InvalidOperationException">MPI has ended in this process already, or was started for a single thread.</exception>
    public static MpiCommunicator Start()
    {
        MpiLibrary.Require();
        Check(NativeMpi.Finalized(out var hasEnded), "MPI_Finalized");
        if (hasEnded != 0)
        {
            throw new InvalidOperationException("MPI starts and ends once in a process: one group has to last for all that the program does together.");
        }

        Check(NativeMpi.Initialized(out var isRunning), "MPI_Initialized");
        if (isRunning != 0)
        {
            return new(isOwner: false);
        }

        // More than one thread at a time: a fault may have to end the group while another thread waits for it.
        Check(NativeMpi.InitThread(0, 0, NativeMpi.ThreadMultiple, out var threads), "MPI_Init_thread");
        return threads >= NativeMpi.ThreadSerialized
            ? new(isOwner: true)
            : throw new InvalidOperationException("This Open MPI was built for a single thread, which no program of .NET has.");
    }

    public void Broadcast(Span<byte> data)
    {
        fixed (byte* first = data)
        {
            Check(NativeMpi.Broadcast(first, data.Length, MpiLibrary.Byte, 0, communicator), "MPI_Bcast");
        }
    }

    public void Gather(ReadOnlySpan<byte> own, Span<byte> all)
    {
        fixed (byte* from = own, to = all)
        {
            Check(NativeMpi.AllGather(from, own.Length, MpiLibrary.Byte, to, own.Length, MpiLibrary.Byte, communicator), "MPI_Allgather");
        }
    }

    public nint BeginSum(NumberBlock numbers)
    {
        var type = numbers.Kind == NumberKind.Single ? MpiLibrary.Float : MpiLibrary.Double;
        Check(NativeMpi.BeginAllReduce(NativeMpi.InPlace, (void*)numbers.Address, numbers.Count, type, MpiLibrary.Sum, communicator, out var request), "MPI_Iallreduce");
        return request;
    }

    public void EndSum(nint sum) => Check(NativeMpi.Wait(ref sum, status: 0), "MPI_Wait");

    public void Barrier() => Check(NativeMpi.Barrier(communicator), "MPI_Barrier");

    public void Abort(int exitCode) => _ = NativeMpi.Abort(MpiLibrary.CommWorld, exitCode);

    public void Dispose()
    {
        if (communicator == 0)
        {
            return;
        }

        Check(NativeMpi.Free(ref communicator), "MPI_Comm_free");
        communicator = 0;
        if (isOwner)
        {
            Check(NativeMpi.Finalize(), "MPI_Finalize");
        }
    }

    /// <summary>Turns an error into an exception.</summary>
    internal static void Check(int code, string function)
    {
        if (code == 0)
        {
            return;
        }

        var text = stackalloc byte[NativeMpi.MaximumErrorString];
        _ = NativeMpi.ErrorString(code, text, out var length);
        _ = NativeMpi.ErrorClass(code, out var errorClass);
        throw new MpiException(function, errorClass, Encoding.UTF8.GetString(text, length));
    }

    private static int RankIn(nint communicator)
    {
        Check(NativeMpi.Rank(communicator, out var rank), "MPI_Comm_rank");
        return rank;
    }
}
