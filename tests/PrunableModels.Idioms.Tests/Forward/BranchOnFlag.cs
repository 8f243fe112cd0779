using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Branches on flags that the constructor has set.</summary>
[Prunable]
public sealed partial class BranchOnFlag : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 8, 3);
    private readonly Conv2d conv2 = Conv2d(8, 8, 3, padding: 1);
    private readonly Linear head = Linear(8, 2);
    private readonly bool deep;
    private readonly int mode;

    public BranchOnFlag(bool deep, int mode) : base(nameof(BranchOnFlag))
    {
        this.deep = deep;
        this.mode = mode;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = conv1.forward(x).relu();
        if (deep)
        {
            x = conv2.forward(x).relu();
        }

        if (mode == 1)
            x = x.amax([2, 3]);
        else if (mode == 2 && !(deep == false))
            x = x.mean([2, 3]);
        else
            throw new InvalidOperationException();
        return head.forward(x);
    }
}
