using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Static helpers and extension methods of another class.</summary>
[Prunable]
public sealed partial class StaticHelpers : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public StaticHelpers() : base(nameof(StaticHelpers)) => RegisterComponents();

    public override Tensor forward(Tensor x) => head.forward(Pooling.Global(conv.forward(x).Activated(0.5)));
}

internal static class Pooling
{
    public static Tensor Global(Tensor x) => x.mean([2, 3]);

    public static Tensor Activated(this Tensor x, double scale, bool twice = false) => twice ? x.Activated(scale).relu() : (x * scale).relu();
}
