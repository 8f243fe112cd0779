using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cifar10;

/// <summary>Everything that the program asks of pruning; the rest of it is an ordinary TorchSharp program.</summary>
internal interface IPruningSteps
{
    /// <summary>Makes the optimizer that trains and prunes a model in one run of that many steps.</summary>
    optim.Optimizer MakeOptimizer(CifarResNet model, Recipe recipe, double sparsity, int steps);

    /// <summary>Makes the smaller model from one whose groups the optimizer has brought to zero, and verifies that it gives the same outputs.</summary>
    /// <param name="model">The trained model, which keeps its zeros: it is measured beside the compact one.</param>
    /// <param name="example">A batch of images.</param>
    (Module<Tensor, Tensor> Compact, PruningResult Result) Compact(CifarResNet model, Tensor example);

    /// <summary>Writes the model that <see cref="Compact"/> made last, as a class and as weights.</summary>
    void Write(string classPath, string weightsPath);

    /// <summary>The multiplications that a model does for one image.</summary>
    long Macs(Module<Tensor, Tensor> model);
}

/// <summary>The pruning that this build has.</summary>
internal static class PruningSteps
{
    /// <summary>Null where there is none: the program then trains and measures the dense model alone.</summary>
    public static IPruningSteps? Create() => null;
}
