using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.HardIdioms;

/// <summary>A user's extension takes shapes apart.</summary>
[Prunable]
public sealed partial class DeconstructedShape : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public DeconstructedShape() : base(nameof(DeconstructedShape)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = conv.forward(x).relu();
        var (b, c, h, w) = y.shape;
        y = y.view(b, c, h * w);
        return head.forward(y.sum(2) * (h / (double)w));
    }
}

internal static class ShapeExtensions
{
    public static void Deconstruct(this long[] shape, out long b, out long c, out long h, out long w)
    {
        b = shape[0];
        c = shape[1];
        h = shape[2];
        w = shape[3];
    }
}
