using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.HardIdioms;

/// <summary>Evaluation runs a convolution that is fused with its normalisation inside forward: its structures are kept, because the equality of both branches is not known.</summary>
[Prunable]
public sealed partial class FusedInEvaluation : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3, bias: false);
    private readonly BatchNorm2d norm = BatchNorm2d(8);
    private readonly Conv2d next = Conv2d(8, 6, 3);
    private readonly Linear head = Linear(6, 2);

    public FusedInEvaluation() : base(nameof(FusedInEvaluation)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        Tensor y;
        if (training)
        {
            y = norm.forward(conv.forward(x)).relu();
        }
        else
        {
            var scale = norm.weight! / (norm.running_var! + 1e-5).sqrt();
            var weight = conv.weight * scale.view(-1, 1, 1, 1);
            var bias = norm.bias! - norm.running_mean! * scale;
            using var fused = Conv2d(3, 8, 3, dtype: x.dtype);
            fused.weight = new Parameter(weight.clone());
            fused.bias = new Parameter(bias.clone());
            y = fused.forward(x).relu();
        }

        return head.forward(next.forward(y).relu().mean([2, 3]));
    }
}
