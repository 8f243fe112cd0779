using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Intermediate tensors that are disposed one by one.</summary>
[Prunable]
public sealed partial class TensorsDeclaredUsing : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 8, 3);
    private readonly Conv2d conv2 = Conv2d(8, 6, 3);
    private readonly Linear head = Linear(6, 2);

    public TensorsDeclaredUsing() : base(nameof(TensorsDeclaredUsing)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        using var a = conv1.forward(x);
        using var b = functional.relu(a);
        using (var c = conv2.forward(b))
        using (var d = c.relu())
        {
            using var e = d.mean([2, 3]);
            a.Dispose();
            return head.forward(e);
        }
    }
}
