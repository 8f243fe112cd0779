using System.Runtime.CompilerServices;
using TorchSharp;

namespace PrunableModels.Kernels;

/// <summary>
/// Tests ask what the library does, not what the machine's torch does. They run beside each other, in processes and in threads: more threads
/// in each operator would only wait for one another, since what tests compute is small.
/// </summary>
internal static class SoundKernelsInTests
{
    [ModuleInitializer]
    internal static void Ensure()
    {
        torch.set_num_threads(1);
        SoundKernels.Ensure();
    }
}
