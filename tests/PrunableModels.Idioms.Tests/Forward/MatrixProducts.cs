using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Products of matrices.</summary>
[Prunable]
public sealed partial class MatrixProducts : Module<Tensor, Tensor>
{
    private readonly Linear a = Linear(12, 8);
    private readonly Linear b = Linear(12, 8);
    private readonly Linear c = Linear(12, 6);
    private readonly Linear head = Linear(6, 3);

    public MatrixProducts() : base(nameof(MatrixProducts)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var scores = bmm(a.forward(x), b.forward(x).transpose(-2, -1));
        var y = scores.softmax(-1).matmul(c.forward(x));
        var means = y.mean([-2]);
        return head.forward(means);
    }
}
