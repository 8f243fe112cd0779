using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>Normalisation by groups of several sizes, one of them of a single channel.</summary>
[Prunable]
public sealed partial class GroupNorm1 : Module<Tensor, Tensor>
{
    private readonly Sequential body = Sequential(
        Conv2d(3, 16, 3, padding: 1),
        GroupNorm(4, 16),
        ReLU(),
        Conv2d(16, 24, 3, padding: 1),
        GroupNorm(8, 24),
        SiLU(),
        Conv2d(24, 12, 1),
        GroupNorm(12, 12),
        ReLU(),
        Conv2d(12, 10, 1),
        GroupNorm(5, 10, affine: false),
        ReLU(),
        AdaptiveAvgPool2d(1),
        Flatten(),
        Linear(10, 6));

    public GroupNorm1() : base(nameof(GroupNorm1)) => RegisterComponents();

    public override Tensor forward(Tensor x) => body.call(x);
}
