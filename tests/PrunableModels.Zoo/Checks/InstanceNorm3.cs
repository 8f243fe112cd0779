using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>Affine instance normalisation in residual blocks, as in style transfer.</summary>
[Prunable]
public sealed partial class InstanceNorm3 : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 16, 3, padding: 1);
    private readonly ModuleList<Residual> blocks = new();
    private readonly Conv2d last = Conv2d(16, 3, 3, padding: 1);

    public InstanceNorm3() : base(nameof(InstanceNorm3))
    {
        for (var i = 0; i < 3; i++)
        {
            blocks.Add(new Residual(16, 11 + i));
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(stem.call(x));
        foreach (var block in blocks)
        {
            x = block.call(x);
        }

        return last.call(x);
    }

    private sealed class Residual : Module<Tensor, Tensor>
    {
        private readonly Conv2d conv1;
        private readonly InstanceNorm2d norm1;
        private readonly Conv2d conv2;
        private readonly InstanceNorm2d norm2;

        public Residual(long channels, long hidden) : base(nameof(Residual))
        {
            conv1 = Conv2d(channels, hidden, 3, padding: 1);
            norm1 = InstanceNorm2d(hidden, affine: true);
            conv2 = Conv2d(hidden, channels, 3, padding: 1);
            norm2 = InstanceNorm2d(channels, affine: true);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => x + norm2.call(conv2.call(functional.relu(norm1.call(conv1.call(x)))));
    }
}
