using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Configuration;

/// <summary>Every width is rounded to a multiple of eight after it was scaled.</summary>
[Prunable]
public sealed partial class MakeDivisible : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly Conv2d conv2;
    private readonly Linear head;

    public MakeDivisible(double scale = 0.3) : base(nameof(MakeDivisible))
    {
        var width = Rounded(scale * 32);
        conv1 = Conv2d(3, width, 3);
        bn1 = BatchNorm2d(Rounded(scale * 32));
        conv2 = Conv2d(width, (int)Math.Ceiling(scale * 20), 3);
        head = Linear((int)Math.Ceiling(scale * 20), 2);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(conv2.call(functional.relu(bn1.call(conv1.call(x)))));
        return head.call(functional.adaptive_avg_pool2d(x, 1).flatten(1));
    }

    private static int Rounded(double value, int divisor = 8)
    {
        var rounded = Math.Max(divisor, (int)(value + (divisor / 2.0)) / divisor * divisor);
        return rounded < 0.9 * value ? rounded + divisor : rounded;
    }
}
