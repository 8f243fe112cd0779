using System.Runtime.CompilerServices;

namespace PrunableModels.Kernels;

/// <summary>Tests ask what the library does, not what the machine's torch does.</summary>
internal static class SoundKernelsInTests
{
    [ModuleInitializer]
    internal static void Ensure() => SoundKernels.Ensure();
}
