using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Methods of the same class, with tensors in and out.</summary>
[Prunable]
public sealed partial class HelperMethods : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 8, 3);
    private readonly Conv2d conv2 = Conv2d(8, 6, 3);
    private readonly Linear head = Linear(6, 2);

    public HelperMethods() : base(nameof(HelperMethods)) => RegisterComponents();

    public override Tensor forward(Tensor x) => Classify(Features(x), pool: true);

    private Tensor Features(Tensor x)
    {
        Activate(conv1.forward(x), out var y);
        Tensor z = conv2.forward(y);
        Halve(ref z);
        return z.relu();
    }

    private static void Activate(Tensor x, out Tensor y) => y = functional.relu(x);

    private static void Halve(ref Tensor x) => x = x * 0.5;

    private Tensor Classify(Tensor x, bool pool = false) => head.forward(pool ? x.mean([2, 3]) : x);
}
