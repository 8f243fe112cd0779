using static TorchSharp.torch;

namespace PrunableModels.Benchmarks;

/// <summary>A model, and its sparse optimizer.</summary>
/// <param name="Module">The model.</param>
/// <param name="Hesso">Makes the optimizer.</param>
internal sealed record StepModel(nn.Module<Tensor, Tensor> Module, Func<HessoOptions, SparseOptimizer> Hesso)
{
    public static StepModel Of<T>(T model)
        where T : nn.Module<Tensor, Tensor>, IPrunable => new(model, model.Hesso);
}
