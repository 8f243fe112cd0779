using System.Diagnostics;

namespace PrunableModels.Crash;

/// <summary>This program run in a process of its own, from the folder in which its assembly is.</summary>
public sealed class ChildProcess : IDisposable
{
    private readonly Process process;

    /// <summary>Starts the program.</summary>
    public ChildProcess(params string[] arguments)
    {
        var start = new ProcessStartInfo(Host(), [typeof(ChildProcess).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OMP_NUM_THREADS"] = "1";
        process = Process.Start(start) ?? throw new InvalidOperationException("No process was started.");
        Errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>What the process prints about its faults, complete when it has ended.</summary>
    public Task<string> Errors { get; }

    /// <summary>The next line that the process prints; null when it has ended.</summary>
    public string? ReadLine() => process.StandardOutput.ReadLine();

    /// <summary>Ends the process as <c>kill -9</c> does, if it has not ended by itself, and returns the lines that are left.</summary>
    public IReadOnlyList<string> Kill()
    {
        process.Kill();
        return Rest();
    }

    /// <summary>Lets the process come to its end and returns the lines that are left.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message is what it printed.</exception>
    public IReadOnlyList<string> Finish()
    {
        var lines = Rest();
        return process.ExitCode == 0 ? lines : throw new InvalidOperationException($"Exit code {process.ExitCode}: {Errors.Result}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private List<string> Rest()
    {
        var lines = new List<string>();
        while (ReadLine() is { } line)
        {
            lines.Add(line);
        }

        process.WaitForExit();
        return lines;
    }

    /// <summary>The program that runs this process's own runtime: three folders above it, wherever that is installed.</summary>
    private static string Host()
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
    }
}
