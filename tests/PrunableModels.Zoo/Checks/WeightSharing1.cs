using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>One block that is called three times, so that what it takes and what it gives are one width.</summary>
[Prunable]
public sealed partial class WeightSharing1 : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 16, 3, padding: 1);
    private readonly SharedBlock block = new(16, 22);
    private readonly Linear head = Linear(16, 10);

    public WeightSharing1() : base(nameof(WeightSharing1)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = stem.call(x);
        for (var i = 0; i < 3; i++)
        {
            x = block.call(x);
        }

        return head.call(x.mean([2, 3]));
    }

    private sealed class SharedBlock : Module<Tensor, Tensor>
    {
        private readonly Conv2d expand;
        private readonly Conv2d reduce;

        public SharedBlock(long channels, long hidden) : base(nameof(SharedBlock))
        {
            expand = Conv2d(channels, hidden, 1);
            reduce = Conv2d(hidden, channels, 3, padding: 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => functional.relu(reduce.call(functional.relu(expand.call(x))));
    }
}
