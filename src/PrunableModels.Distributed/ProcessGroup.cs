using System;
using System.Collections.Generic;

namespace PrunableModels.Distributed;

/// <summary>
/// The processes that train one model together, seen from one of them. Each has the whole model and its own part of the data; gradients
/// are averaged over all, so that every process takes the same steps and prunes the same structures.
/// </summary>
/// <remarks>
/// <para>
/// <c>mpirun -n 4 dotnet run --no-build</c> starts four of them. A program that was not started so is a group of one and needs no MPI.
/// </para>
/// <para>
/// Except where a method says otherwise, all processes have to call the same methods in the same order, from one thread at a time, and
/// each waits for the others. One that ends by an exception has to end the others, too: <see cref="Run"/> does that.
/// </para>
/// </remarks>
public sealed partial class ProcessGroup : IDisposable
{
    private const int FaultExitCode = 1;

    private readonly ICommunicator communicator;
    private readonly ProcessGroupOptions options;
    private readonly Dictionary<object, GradientBuckets> buckets = new(ReferenceEqualityComparer.Instance);

    internal ProcessGroup(ICommunicator communicator, ProcessGroupOptions? options = null)
    {
        this.communicator = communicator;
        this.options = options ?? new();
    }

    /// <summary>The number of this process, from 0.</summary>
    public int Rank => communicator.Rank;

    /// <summary>How many processes there are.</summary>
    public int Size => communicator.Size;

    /// <summary>The number of this process among those on the same machine, from 0: the number of the graphics processor that it may take.</summary>
    public int LocalRank => communicator.LocalRank;

    /// <summary>Whether this is the process that writes files and tells what happens: the one of rank 0.</summary>
    public bool IsFirst => Rank == 0;

    /// <summary>
    /// Joins the group of this process. It can be done once in a program, and <see cref="Dispose"/> ends it. An exception that nobody catches
    /// ends all processes; for one that is caught outside of the group see <see cref="Run"/>.
    /// </summary>
    /// <param name="options">How they communicate, or null for the defaults.</param>
    /// <exception cref="MpiNotFoundException">The process was started as one of several, and there is no Open MPI.</exception>
    /// <exception cref="MpiException">MPI failed.</exception>
    /// <exception cref="InvalidOperationException">There was a group in this process before.</exception>
    public static ProcessGroup Initialize(ProcessGroupOptions? options = null)
    {
        var group = new ProcessGroup(Launcher.IsPresent ? MpiCommunicator.Start() : new LoneProcess(), options);
        AppDomain.CurrentDomain.UnhandledException += group.EndAll;
        return group;
    }

    /// <summary>
    /// Joins the group, trains, and leaves it. An exception ends all processes, for the others would wait for this one forever: it is written
    /// to the standard error with the rank, and <c>mpirun</c> ends with exit code 1. In a group of one it is thrown on.
    /// </summary>
    /// <param name="training">What to do.</param>
    /// <param name="options">How the processes communicate, or null for the defaults.</param>
    /// <inheritdoc cref="Initialize" path="/exception"/>
    public static void Run(Action<ProcessGroup> training, ProcessGroupOptions? options = null) => RunIn(Initialize(options), training);

    /// <summary>Waits until all processes have come here.</summary>
    public void Barrier() => communicator.Barrier();

    /// <summary>Ends all processes at once, whatever they do. Any process may call it at any time, and it does not return.</summary>
    /// <param name="exitCode">What <c>mpirun</c> ends with.</param>
    public void Abort(int exitCode = FaultExitCode) => communicator.Abort(exitCode);

    /// <summary>Waits until all processes leave the group, and leaves it.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.UnhandledException -= EndAll;
        foreach (var held in buckets.Values)
        {
            held.Dispose();
        }

        buckets.Clear();
        communicator.Dispose();
    }

    internal static void RunIn(ProcessGroup group, Action<ProcessGroup> training)
    {
        using (group)
        {
            try
            {
                training(group);
            }
            catch (Exception e) when (group.Size > 1)
            {
                group.EndAll(e);
                throw;
            }
        }
    }

    private void EndAll(object sender, UnhandledExceptionEventArgs e)
    {
        if (Size > 1)
        {
            EndAll(e.ExceptionObject);
        }
    }

    private void EndAll(object fault)
    {
        Console.Error.WriteLine($"Rank {Rank} of {Size} failed, and all processes end: {fault}");
        Console.Error.Flush();
        Abort();
    }
}
