using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Distributed.Worker;

/// <summary>A residual network without batch normalisation, whose statistics would be those of a process's own part of a batch.</summary>
[Prunable]
public sealed partial class ConvNet : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 12, 3, padding: 1);
    private readonly Conv2d conv = Conv2d(12, 12, 3, padding: 1);

    [Erasable]
    private readonly Module<Tensor, Tensor> skip = Identity();

    private readonly Linear hidden = Linear(12, 24);
    private readonly Dropout dropout;
    private readonly Linear head = Linear(24, 5);

    /// <param name="dropped">The share that is dropped out.</param>
    public ConvNet(double dropped)
        : base(nameof(ConvNet))
    {
        dropout = Dropout(dropped);
        RegisterComponents();
    }

    /// <summary>The shape of an image.</summary>
    public static long[] ImageShape => [3, 6, 6];

    /// <summary>How many classes the images have.</summary>
    public static long Classes => 5;

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(stem.call(x));
        x = functional.relu(conv.call(x) + skip.call(x));
        x = functional.relu(hidden.call(x.mean([2, 3])));
        return head.call(dropout.call(x));
    }
}
