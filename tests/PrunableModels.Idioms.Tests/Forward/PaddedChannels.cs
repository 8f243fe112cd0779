using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Channels of zeros behind those that there are, as a shortcut without parameters has them.</summary>
[Prunable]
public sealed partial class PaddedChannels : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 4, 3, padding: 1);
    private readonly Conv2d conv2 = Conv2d(4, 8, 3, padding: 1);
    private readonly Linear head = Linear(8, 2);

    public PaddedChannels() : base(nameof(PaddedChannels)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = conv1.forward(x).relu();
        var shortcut = functional.pad(y, [0, 0, 0, 0, 2, 2]);
        return head.forward((conv2.forward(y) + shortcut).relu().mean([2, 3]));
    }
}
