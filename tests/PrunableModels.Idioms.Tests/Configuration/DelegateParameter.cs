using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Configuration;

/// <summary>A factory comes as a delegate, with a default; the target is seen where the block is made.</summary>
[Prunable]
public sealed partial class DelegateParameter : Module<Tensor, Tensor>
{
    private readonly Block first = new(3, 5);
    private readonly Block second = new(5, 6, c => GroupNorm(1, c), () => GELU());
    private readonly Block third = new(6, 7, Batch, ReLU6Of);
    private readonly Linear head = Linear(7, 2);

    public DelegateParameter() : base(nameof(DelegateParameter)) => RegisterComponents();

    public override Tensor forward(Tensor x) =>
        head.call(functional.adaptive_avg_pool2d(third.call(second.call(first.call(x))), 1).flatten(1));

    private static Module<Tensor, Tensor> Batch(long channels) => BatchNorm2d(channels);

    private static Module<Tensor, Tensor> ReLU6Of() => ReLU6();

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly Conv2d conv;
        private readonly Module<Tensor, Tensor> norm;
        private readonly Module<Tensor, Tensor> act;

        public Block(int before, int channels, Func<long, Module<Tensor, Tensor>>? norm = null, Func<Module<Tensor, Tensor>>? act = null) : base(nameof(Block))
        {
            norm ??= c => BatchNorm2d(c);
            conv = Conv2d(before, channels, 3, padding: 1);
            this.norm = norm(channels);
            this.act = (act ?? (() => ReLU())).Invoke();
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => act.call(norm.call(conv.call(x)));
    }
}
