using System.Runtime.InteropServices;

namespace PrunableModels.Distributed;

/// <summary>The functions of MPI that are used, as its standard names them. All return 0 or an error code.</summary>
internal static unsafe partial class NativeMpi
{
    public const int ThreadSerialized = 2;
    public const int ThreadMultiple = 3;

    /// <summary>The processes that share memory, for <see cref="SplitType"/>.</summary>
    public const int TypeShared = 0;

    /// <summary>The most characters that an error has.</summary>
    public const int MaximumErrorString = 256;

    /// <summary>Stands for a buffer to send that is the one to receive as well.</summary>
    public static void* InPlace => (void*)1;

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Init_thread")]
    public static partial int InitThread(nint argc, nint argv, int required, out int provided);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Initialized")]
    public static partial int Initialized(out int flag);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Finalized")]
    public static partial int Finalized(out int flag);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Finalize")]
    public static partial int Finalize();

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Abort")]
    public static partial int Abort(nint communicator, int errorCode);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Error_class")]
    public static partial int ErrorClass(int errorCode, out int errorClass);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Error_string")]
    public static partial int ErrorString(int errorCode, byte* text, out int length);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Comm_dup")]
    public static partial int Duplicate(nint communicator, out nint copy);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Comm_free")]
    public static partial int Free(ref nint communicator);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Comm_set_errhandler")]
    public static partial int SetErrorHandler(nint communicator, nint handler);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Comm_rank")]
    public static partial int Rank(nint communicator, out int rank);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Comm_size")]
    public static partial int Size(nint communicator, out int size);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Comm_split_type")]
    public static partial int SplitType(nint communicator, int type, int key, nint info, out nint part);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Barrier")]
    public static partial int Barrier(nint communicator);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Bcast")]
    public static partial int Broadcast(void* data, int count, nint type, int root, nint communicator);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Allgather")]
    public static partial int AllGather(void* own, int ownCount, nint ownType, void* all, int count, nint type, nint communicator);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Iallreduce")]
    public static partial int BeginAllReduce(void* own, void* result, int count, nint type, nint operation, nint communicator, out nint request);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Wait")]
    public static partial int Wait(ref nint request, nint status);
}
