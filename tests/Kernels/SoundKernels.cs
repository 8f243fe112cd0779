using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Kernels;

/// <summary>
/// The oneDNN 3.7 in torch 2.10 mistakes the layout of weights on some processors where a convolution has more than 16 input channels
/// and no multiple of 16, for everybody, with and without us. There it is switched off, which TorchSharp has no function for.
/// </summary>
internal static class SoundKernels
{
    private const string Torch = "libtorch_cpu.so";
    private const double Rounding = 1e-3;

    /// <summary>Does without oneDNN from now on, where it computes wrongly.</summary>
    public static void Ensure()
    {
        if (OperatingSystem.IsLinux() && !(LargestDifference() < Rounding))
        {
            SetUserEnabledMkldnn(GlobalContext(), false);

            // Otherwise tried instead, with a warning where it does not know the processor.
            SetUserEnabledNnpack(GlobalContext(), false);
        }
    }

    /// <summary>What a convolution of uneven widths gives in 32 bits, compared with 64.</summary>
    private static double LargestDifference()
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var (input, weight) = (arange(2 * 20 * 8 * 8, dtype: ScalarType.Float64).sin().reshape(2, 20, 8, 8), arange(20 * 20 * 3 * 3, dtype: ScalarType.Float64).cos().reshape(20, 20, 3, 3));
        return (nn.functional.conv2d(input, weight) - nn.functional.conv2d(input.@float(), weight.@float())).abs().max().item<double>();
    }

    [DllImport(Torch, EntryPoint = "_ZN2at13globalContextEv")]
    private static extern nint GlobalContext();

    [DllImport(Torch, EntryPoint = "_ZN2at7Context20setUserEnabledMkldnnEb")]
    private static extern void SetUserEnabledMkldnn(nint context, [MarshalAs(UnmanagedType.U1)] bool enabled);

    [DllImport(Torch, EntryPoint = "_ZN2at7Context20setUserEnabledNNPACKEb")]
    private static extern void SetUserEnabledNnpack(nint context, [MarshalAs(UnmanagedType.U1)] bool enabled);
}
