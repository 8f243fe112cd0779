using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Calls inside calls, in one expression.</summary>
[Prunable]
public sealed partial class NestedCalls : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 8, 3);
    private readonly Conv2d conv2 = Conv2d(8, 6, 3);
    private readonly Linear head = Linear(6, 2);

    public NestedCalls() : base(nameof(NestedCalls)) => RegisterComponents();

    public override Tensor forward(Tensor x) => head.forward(functional.relu(conv2.forward(functional.relu(conv1.forward(x)))).mean([2, 3]));
}
