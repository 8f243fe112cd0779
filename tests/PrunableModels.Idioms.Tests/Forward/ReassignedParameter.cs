using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>The parameter is assigned again and again.</summary>
[Prunable]
public sealed partial class ReassignedParameter : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 8, 3);
    private readonly Conv2d conv2 = Conv2d(8, 8, 3, padding: 1);
    private readonly Linear head = Linear(8, 2);

    public ReassignedParameter() : base(nameof(ReassignedParameter)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = conv1.forward(x);
        x = functional.relu(x);
        x = conv2.forward(x);
        x = functional.relu(x);
        x = functional.adaptive_avg_pool2d(x, 1);
        x = x.flatten(1);
        x = head.forward(x);
        return x;
    }
}
