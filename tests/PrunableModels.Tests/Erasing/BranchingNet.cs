using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests.Erasing;

/// <summary>A stem, two blocks of three branches that are added up, each beside a skip, and a head: six segments can be erased.</summary>
[Prunable]
public sealed partial class BranchingNet : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 8, 3, padding: 1);
    private readonly ModuleList<Block> blocks = ModuleList<Block>(new Block(), new Block());
    private readonly Linear head = Linear(8, 4);

    public BranchingNet() : base(nameof(BranchingNet)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(stem.call(x));
        foreach (var block in blocks)
        {
            x = block.call(x);
        }

        return head.call(x.mean([2, 3]));
    }

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly Sequential small = Sequential(Conv2d(8, 8, 1), BatchNorm2d(8), ReLU());
        private readonly Sequential large = Sequential(Conv2d(8, 8, 3, padding: 1), BatchNorm2d(8), ReLU());
        private readonly Conv2d plain = Conv2d(8, 8, 1);

        public Block() : base(nameof(Block)) => RegisterComponents();

        public override Tensor forward(Tensor x) => x + small.call(x) + large.call(x) + plain.call(x);
    }
}
