using static TorchSharp.torch;

namespace PrunableModels.Benchmarks;

/// <summary>A base update of ours and TorchSharp's optimizer that does the same.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Sparse">Ours.</param>
/// <param name="Plain">Makes TorchSharp's.</param>
internal sealed record StepUpdate(string Name, BaseUpdate Sparse, Func<IEnumerable<TorchSharp.Modules.Parameter>, optim.Optimizer> Plain)
{
    public static IReadOnlyList<StepUpdate> All { get; } =
    [
        new("SGD", BaseUpdate.Sgd(1e-5, momentum: 0.9, weightDecay: 5e-4), p => optim.SGD(p, 1e-5, momentum: 0.9, weight_decay: 5e-4)),
        new("AdamW", BaseUpdate.AdamW(1e-7, weightDecay: 0.01), p => optim.AdamW(p, 1e-7, weight_decay: 0.01)),
    ];
}
