using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A field that forward leaves its intermediate result in, for whoever wants to look.</summary>
[Prunable]
public sealed partial class LastAttention : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);
    private Tensor? features;

    public LastAttention() : base(nameof(LastAttention)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        features = conv.forward(x).relu();
        return head.forward(features.mean([2, 3]));
    }
}
