using System.Reflection;

namespace PrunableModels.Build.Tests;

/// <summary>The native library of the TorchSharp package, as restored.</summary>
internal static class TorchSharpLibrary
{
    public static string Path { get; } = typeof(TorchSharpLibrary).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "TorchSharpNativeLibrary").Value!;
}
