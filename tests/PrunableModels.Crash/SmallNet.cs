using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Crash;

/// <summary>A residual network that trains a step in milliseconds, with buffers that change in training and random numbers in its forward pass.</summary>
[Prunable]
public sealed partial class SmallNet : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 12, 3, padding: 1, bias: false);
    private readonly BatchNorm2d bn1 = BatchNorm2d(12);
    private readonly Conv2d conv = Conv2d(12, 12, 3, padding: 1, bias: false);
    private readonly BatchNorm2d bn2 = BatchNorm2d(12);
    private readonly Linear hidden = Linear(12, 24);
    private readonly Dropout dropout = Dropout(0.2);
    private readonly Linear head = Linear(24, 5);

    public SmallNet() : base(nameof(SmallNet)) => RegisterComponents();

    /// <summary>The shape of an image.</summary>
    public static long[] ImageShape => [3, 6, 6];

    /// <summary>How many classes the images have.</summary>
    public static long Classes => 5;

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(bn1.call(stem.call(x)));
        x = functional.relu(x + bn2.call(conv.call(x)));
        x = functional.relu(hidden.call(x.mean([2, 3])));
        return head.call(dropout.call(x));
    }
}
