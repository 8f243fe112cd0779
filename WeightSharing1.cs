using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>A convolution called several times in a row, and a block called in turn with itself.</summary>
[Prunable]
public sealed partial class WeightSharing1 : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 16, 3, padding: 1);
    private readonly Conv2d repeated = Conv2d(16, 16, 3, padding: 1);
    private readonly BatchNorm2d norm = BatchNorm2d(16);
    private readonly Block block = new(16, 22);
    private readonly Linear head = Linear(16, 10);
    private readonly int turns;

    public WeightSharing1(int turns = 3) : base(nameof(WeightSharing1))
    {
        this.turns = turns;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(stem.call(x));
        for (var i = 0; i < turns; i++)
        {
            x = functional.relu(norm.call(repeated.call(x)));
        }

        x = block.call(block.call(x));
        return head.call(x.mean([2, 3]));
    }

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly Conv2d expand;
        private readonly Conv2d reduce;

        public Block(long width, long hidden) : base(nameof(Block))
        {
            expand = Conv2d(width, hidden, 1);
            reduce = Conv2d(hidden, width, 3, padding: 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => x + reduce.call(functional.gelu(expand.call(x)));
    }
}
