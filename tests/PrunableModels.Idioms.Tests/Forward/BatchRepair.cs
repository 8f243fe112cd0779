using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>An image alone gets a batch, which the result loses again.</summary>
[Prunable]
public sealed partial class BatchRepair : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public BatchRepair() : base(nameof(BatchRepair)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var isSingle = x.dim() == 3;
        if (isSingle)
        {
            x = x.unsqueeze(0);
        }

        var y = head.forward(conv.forward(x).relu().mean([2, 3]));
        return isSingle ? y.squeeze(0) : y;
    }
}
