using System.Runtime.CompilerServices;
using TorchSharp;

namespace PrunableModels.Analysis.Tests;

/// <summary>A function that models get compiled, without its source.</summary>
public static class PackagedHelpers
{
    [OperatorSignature("x[..., C], gain[C] -> [..., C]", ZeroPreserving = true)]
    public static torch.Tensor Scaled(torch.Tensor x, torch.Tensor gain) => torch.special.erf(x) * gain;

    /// <summary>Is told by the compiler from which line it is called.</summary>
    public static long Traced(long width, [CallerLineNumber] int line = 0) => line > 0 ? width : 0;
}
