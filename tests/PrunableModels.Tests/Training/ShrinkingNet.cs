using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests.Training;

/// <summary>A residual network without random numbers: convolutions, running statistics, a reshaped head.</summary>
[Prunable]
public sealed partial class ShrinkingNet : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 12, 3, padding: 1, bias: false);
    private readonly BatchNorm2d bn1 = BatchNorm2d(12);
    private readonly Conv2d conv = Conv2d(12, 14, 3, padding: 1);
    private readonly Conv2d back = Conv2d(14, 12, 3, padding: 1, bias: false);
    private readonly BatchNorm2d bn2 = BatchNorm2d(12);
    private readonly Linear hidden = Linear(12 * 16, 20);
    private readonly Linear head = Linear(20, 5);

    public ShrinkingNet() : base(nameof(ShrinkingNet)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(bn1.call(stem.call(x)));
        x = functional.relu(x + bn2.call(back.call(functional.gelu(conv.call(x)))));
        x = functional.max_pool2d(x, 2).flatten(1);
        return head.call(functional.relu(hidden.call(x)));
    }
}

/// <summary>A residual stream that a LayerNorm normalises.</summary>
[Prunable]
public sealed partial class NormalisedNet : Module<Tensor, Tensor>
{
    private readonly Linear first = Linear(10, 16);
    private readonly Module<Tensor, Tensor> norm = LayerNorm(16);
    private readonly Linear second = Linear(16, 18);
    private readonly Linear third = Linear(18, 16);
    private readonly Linear head = Linear(16, 5);

    public NormalisedNet() : base(nameof(NormalisedNet)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = first.call(x);
        x = x + third.call(functional.gelu(second.call(norm.call(x))));
        return head.call(x);
    }
}

/// <summary>A layer that reads a constant where a structure is at zero, and one that reads zero.</summary>
[Prunable]
public sealed partial class SquashedNet : Module<Tensor, Tensor>
{
    private readonly Linear first = Linear(10, 16);
    private readonly Linear second = Linear(16, 18);
    private readonly Linear head = Linear(18, 5);

    public SquashedNet() : base(nameof(SquashedNet)) => RegisterComponents();

    public override Tensor forward(Tensor x) => head.call(functional.relu(second.call(first.call(x).sigmoid())));
}
