using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace PrunableModels.Zoo.Tests.Completeness;

/// <summary>
/// Runs models on a thread of its own. Some native operations, matmul among them, let their errors end the process. On Linux such an
/// error ends the thread here: it stays where it is for good, and another one goes on.
/// </summary>
internal sealed unsafe class Worker
{
    private static readonly object Starting = new();
    private static bool isInstalled;

    [ThreadStatic]
    private static Worker? ours;

    [ThreadStatic]
    private static Worker? current;

    private readonly AutoResetEvent asked = new(false);
    private readonly AutoResetEvent answered = new(false);
    private Action? work;
    private Exception? exception;
    private bool isLost;

    private Worker()
    {
        Install();
        new Thread(Loop) { IsBackground = true, Name = nameof(Worker) }.Start();
    }

    /// <summary>Does something on the worker of the calling thread, and throws what it throws.</summary>
    /// <exception cref="InvalidOperationException">A native operation failed in a way that would have ended the process.</exception>
    public static void Run(Action action)
    {
        ours ??= new();
        ours.work = action;
        ours.asked.Set();
        ours.answered.WaitOne();
        if (ours.isLost)
        {
            ours = null;
            throw new InvalidOperationException("A native operation failed.");
        }

        if (ours.exception is { } thrown)
        {
            ExceptionDispatchInfo.Throw(thrown);
        }
    }

    private void Loop()
    {
        current = this;
        while (true)
        {
            asked.WaitOne();
            try
            {
                exception = null;
                work!();
            }
            catch (Exception e)
            {
                exception = e;
            }

            answered.Set();
        }
    }

    private static void Install()
    {
        lock (Starting)
        {
            if (!isInstalled && OperatingSystem.IsLinux())
            {
                SetTerminate(&Lose);
            }

            isInstalled = true;
        }
    }

    // What the native library does with an error that nothing catches. A thread that is none of ours ends the process as before.
    [UnmanagedCallersOnly]
    private static void Lose()
    {
        if (current is { } worker)
        {
            worker.isLost = true;
            worker.answered.Set();
            Thread.Sleep(Timeout.Infinite);
        }
    }

    [DllImport("libstdc++.so.6", EntryPoint = "_ZSt13set_terminatePFvvE")]
    private static extern nint SetTerminate(delegate* unmanaged<void> handler);
}
