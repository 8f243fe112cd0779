using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Shapes;

/// <summary>Layers and functions by their bare names.</summary>
[Prunable]
public sealed partial class StaticUsings : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 7, 3);
    private readonly Linear head = Linear(7, 2);

    public StaticUsings() : base(nameof(StaticUsings)) => RegisterComponents();

    public override Tensor forward(Tensor x) => head.call(adaptive_avg_pool2d(relu(conv.call(x)), 1).flatten(1));
}
