using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests;

/// <summary>Slopes for each channel and for all, bounds on both sides of zero, thresholds below it.</summary>
[Prunable]
public sealed partial class ActivationModel : Module<Tensor, Tensor>
{
    private readonly Conv2d first = Conv2d(3, 8, 3, padding: 1);
    private readonly PReLU slopes = PReLU(8);
    private readonly Conv2d second = Conv2d(8, 6, 1);
    private readonly PReLU slope = PReLU(1, 0.1);
    private readonly Conv2d third = Conv2d(6, 7, 1);
    private readonly Hardtanh bounds = Hardtanh(-0.5, 2);
    private readonly Conv2d fourth = Conv2d(7, 5, 1);
    private readonly Threshold threshold = Threshold(-0.1, 0.3);
    private readonly Conv2d fifth = Conv2d(5, 6, 1);
    private readonly Conv2d gate = Conv2d(5, 6, 1);
    private readonly Softplus soft = Softplus(2);
    private readonly LogSigmoid log = LogSigmoid();
    private readonly Conv2d head = Conv2d(6, 4, 1);

    public ActivationModel() : base(nameof(ActivationModel)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = slopes.call(first.call(x));
        x = slope.call(second.call(x));
        x = bounds.call(third.call(x)).clamp(max: 1);
        x = threshold.call(fourth.call(x));
        var y = soft.call(gate.call(x)) * log.call(gate.call(x));
        return head.call(functional.hardtanh(fifth.call(x), -3, 3) * y);
    }
}

/// <summary>The halves of a gate are tied, whether the layer or the function takes them.</summary>
[Prunable]
public sealed partial class GatedModel : Module<Tensor, Tensor>
{
    private readonly Conv2d first = Conv2d(3, 12, 3, padding: 1);
    private readonly GLU glu = GLU(1);
    private readonly Conv2d left = Conv2d(6, 5, 1);
    private readonly Conv2d right = Conv2d(6, 5, 1);
    private readonly Linear head = Linear(5, 4);

    public GatedModel() : base(nameof(GatedModel)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = glu.call(first.call(x));
        x = functional.glu(cat([left.call(x), right.call(x)], 1), 1);
        return head.call(x.mean([2, 3]));
    }
}
