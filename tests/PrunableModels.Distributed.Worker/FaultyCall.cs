namespace PrunableModels.Distributed.Worker;

/// <summary>A call that MPI refuses.</summary>
internal static unsafe class FaultyCall
{
    public static void Make() => MpiCommunicator.Check(NativeMpi.Broadcast(null, -1, MpiLibrary.Byte, 0, MpiLibrary.CommWorld), "MPI_Bcast");
}
