using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Two inputs that meet.</summary>
[Prunable]
public sealed partial class TwoInputs : Module<Tensor, Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear embed = Linear(5, 8);
    private readonly Linear head = Linear(8, 2);

    public TwoInputs() : base(nameof(TwoInputs)) => RegisterComponents();

    public override Tensor forward(Tensor image, Tensor condition)
    {
        var y = conv.forward(image) + embed.forward(condition).unsqueeze(-1).unsqueeze(-1);
        return head.forward(y.relu().mean([-2, -1]));
    }
}
