using TorchSharp;

namespace PrunableModels.Analysis.Tests;

/// <summary>A function that models get compiled, without its source.</summary>
public static class PackagedHelpers
{
    [OperatorSignature("x[..., C], gain[C] -> [..., C]", ZeroPreserving = true)]
    public static torch.Tensor Scaled(torch.Tensor x, torch.Tensor gain) => torch.special.erf(x) * gain;
}
