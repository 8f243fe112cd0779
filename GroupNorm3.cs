using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>Residual connections on which two numbers of groups meet, as in networks that are trained on small batches.</summary>
[Prunable]
public sealed partial class GroupNorm3 : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 24, 3, padding: 1, bias: false);
    private readonly Residual first = new(24, 20, outer: 6, inner: 5);
    private readonly Residual second = new(24, 12, outer: 4, inner: 2);
    private readonly Linear head = Linear(24, 9);

    public GroupNorm3() : base(nameof(GroupNorm3)) => RegisterComponents();

    public override Tensor forward(Tensor x) => head.call(second.call(first.call(stem.call(x))).mean([2, 3]));

    private sealed class Residual : Module<Tensor, Tensor>
    {
        private readonly GroupNorm norm1;
        private readonly Conv2d conv1;
        private readonly GroupNorm norm2;
        private readonly Conv2d conv2;

        public Residual(int width, int hidden, int outer, int inner) : base(nameof(Residual))
        {
            norm1 = GroupNorm(outer, width);
            conv1 = Conv2d(width, hidden, 3, padding: 1, bias: false);
            norm2 = GroupNorm(inner, hidden);
            conv2 = Conv2d(hidden, width, 3, padding: 1, bias: false);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var y = conv1.call(functional.relu(norm1.call(x)));
            return x + conv2.call(functional.relu(norm2.call(y)));
        }
    }
}
