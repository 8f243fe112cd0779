using System.Diagnostics;

namespace PrunableModels.Studies;

/// <summary>A training run in a process of its own, with one thread: torch's generator is one a process.</summary>
public static class RunProcess
{
    /// <summary>Runs and waits. The process ends with this one.</summary>
    /// <param name="run">The settings.</param>
    /// <param name="folder">The folder of all data.</param>
    /// <exception cref="InvalidOperationException">The run failed; the message is what it printed last.</exception>
    public static RunResult Run(RunSettings run, string folder)
    {
        var start = new ProcessStartInfo(Host(), [typeof(RunProcess).Assembly.Location, "run", folder, RunJson.Write(run)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OMP_NUM_THREADS"] = "1";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("No process was started.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? RunJson.Read<RunResult>(output)
            : throw new InvalidOperationException($"Exit code {process.ExitCode}: {errors.Result.Trim().ReplaceLineEndings(" ")}");
    }

    /// <summary>The program that runs this process's own runtime: three folders above it, wherever that is installed.</summary>
    private static string Host()
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
    }
}
