using System.Diagnostics;
using PrunableModels.Distributed.Worker;
using Xunit;

namespace PrunableModels.Distributed.Tests;

/// <summary>The worker run in several processes, to their end.</summary>
/// <param name="ExitCode">What <c>mpirun</c> ended with.</param>
/// <param name="Errors">What was written to the standard error.</param>
internal sealed record Mpirun(int ExitCode, string Errors)
{
    private const string Program = "mpirun";
    private const int LimitSeconds = 240;

    private static readonly bool IsThere = MpiLibrary.IsPresent && Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, Program)));

    /// <summary>Skips the test where it cannot be made.</summary>
    public static void Require() => Assert.SkipUnless(IsThere, "Open MPI is not installed: on Debian and Ubuntu, apt-get install openmpi-bin.");

    /// <summary>Runs the worker.</summary>
    /// <param name="ranks">How many processes.</param>
    /// <param name="arguments">What they are told.</param>
    public static Mpirun Of(int ranks, params IEnumerable<string> arguments)
    {
        // On any machine: as root, with fewer cores than processes, which then must not wait busily, and in containers, whose processes may not
        // read each other's memory.
        var start = new ProcessStartInfo(
            Program,
            [
                "-n", $"{ranks}", "--oversubscribe", "--bind-to", "none", "--timeout", $"{LimitSeconds}",
                "--mca", "mpi_yield_when_idle", "1", "--mca", "btl_vader_single_copy_mechanism", "none",
                Host(), typeof(Method).Assembly.Location, .. arguments,
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        start.Environment["OMP_NUM_THREADS"] = "1";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, errors.Result);
    }

    /// <summary>Requires that all processes ended well.</summary>
    public void MustSucceed() => Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Errors}");

    /// <summary>The program that runs this process's own runtime: three folders above it, wherever that is installed.</summary>
    private static string Host() => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "dotnet"));
}
