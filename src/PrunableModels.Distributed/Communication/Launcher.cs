using System;
using System.Linq;

namespace PrunableModels.Distributed;

/// <summary>Who started this process.</summary>
internal static class Launcher
{
    /// <summary>What <c>mpirun</c>, and batch systems that start processes of MPI themselves, set for each of them.</summary>
    private static readonly string[] Signs = ["OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK"];

    /// <summary>Whether this process was started as one of several.</summary>
    public static bool IsPresent => Signs.Any(name => Environment.GetEnvironmentVariable(name) is { Length: > 0 });
}
