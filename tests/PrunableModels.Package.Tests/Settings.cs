using System.Reflection;

namespace PrunableModels.Package.Tests;

/// <summary>What the build knows and the tests need.</summary>
internal static class Settings
{
    public static string RepositoryRoot { get; } = Get(nameof(RepositoryRoot));

    /// <summary>The folder that holds the machine's restored packages.</summary>
    public static string PackagesFolder { get; } = Get(nameof(PackagesFolder));

    public static string TorchSharpVersion { get; } = Get(nameof(TorchSharpVersion));

    private static string Get(string key) => typeof(Settings).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == key).Value!;
}
