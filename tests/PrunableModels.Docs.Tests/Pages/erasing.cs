using PrunableModels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Told;

public static class Page;

/// <summary>A network with more ways than it needs.</summary>
[Prunable]
public sealed partial class SuperNet : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 8, 3, padding: 1);
    private readonly Conv2d left = Conv2d(8, 8, 3, padding: 1);
    private readonly Conv2d right = Conv2d(8, 8, 1);
    private readonly Linear head = Linear(8, 10);

    public SuperNet() : base(nameof(SuperNet)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(stem.call(x));
        x = left.call(x) + right.call(x);
        return head.call(functional.adaptive_avg_pool2d(x, 1).flatten(1));
    }
}
