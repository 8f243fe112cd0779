using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Branches on ranks, extents and counts: they repair a missing batch.</summary>
[Prunable]
public sealed partial class BranchOnShape : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);
    private readonly ModuleList<Module<Tensor, Tensor>> rest = ModuleList<Module<Tensor, Tensor>>(ReLU());

    public BranchOnShape() : base(nameof(BranchOnShape)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        if (x.shape.Length != 4 || x.shape[1] != 3)
        {
            throw new ArgumentException("expected images");
        }

        x = conv.forward(x);
        if (rest.Count > 0)
        {
            x = rest[0].forward(x);
        }

        return head.forward(x.mean([2, 3]));
    }
}
