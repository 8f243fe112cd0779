using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Functions in locals and fields.</summary>
[Prunable]
public sealed partial class Lambdas : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public Lambdas() : base(nameof(Lambdas)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var scale = 0.5;
        Func<Tensor, Tensor> activate = y => functional.relu(y) * scale;
        Func<Tensor, Tensor> pool = static y => y.mean([2, 3]);
        return head.forward(Twice(activate, conv.forward(x), pool));
    }

    private static Tensor Twice(Func<Tensor, Tensor> f, Tensor x, Func<Tensor, Tensor> last) => last.Invoke(f(f(x)));
}
