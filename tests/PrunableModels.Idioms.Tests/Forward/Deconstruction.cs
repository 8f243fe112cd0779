using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Parts of tuples, nested and left out.</summary>
[Prunable]
public sealed partial class Deconstruction : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public Deconstruction() : base(nameof(Deconstruction)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var (y, (z, _)) = Split(x);
        Tensor a;
        (a, var b) = (z, y);
        (a, b) = (b, a);
        var (_, count) = (a, 2);
        (Tensor First, int Second) named = (b, 1);
        return head.forward((a + named.First).relu().mean([2, 3])) * count / named.Second;
    }

    private (Tensor, (Tensor, int)) Split(Tensor x)
    {
        var y = conv.forward(x);
        return (y, (y * 2, 3));
    }
}
