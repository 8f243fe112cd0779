using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests;

/// <summary>An autoencoder whose decoder is of transposed convolutions: dense, grouped and depth-wise, with and without bias.</summary>
[Prunable]
public sealed partial class TransposedModel : Module<Tensor, Tensor>
{
    private readonly Conv2d down = Conv2d(3, 12, 3, stride: 2, padding: 1);
    private readonly ConvTranspose2d grouped = ConvTranspose2d(12, 8, 3, stride: 2, padding: 1, output_padding: 1, groups: 4);
    private readonly BatchNorm2d norm = BatchNorm2d(8);
    private readonly ConvTranspose2d depthwise = ConvTranspose2d(8, 16, (2, 3), groups: 8, bias: false);
    private readonly ConvTranspose2d up = ConvTranspose2d(16, 6, 2, stride: 2);
    private readonly Conv2d head = Conv2d(6, 3, 1);

    public TransposedModel() : base(nameof(TransposedModel)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(norm.call(grouped.call(functional.relu(down.call(x)))));
        x = functional.relu(depthwise.call(x));
        return head.call(functional.relu(up.call(x)));
    }
}

/// <summary>The same in one and three dimensions.</summary>
[Prunable]
public sealed partial class TransposedVolumes : Module<Tensor, Tensor>
{
    private readonly ConvTranspose1d line = ConvTranspose1d(3, 6, 4, stride: 2, dilation: 2);
    private readonly ConvTranspose3d volume = ConvTranspose3d(1, 5, 2, stride: 2);
    private readonly Conv3d head = Conv3d(5, 2, 1);
    private readonly Conv1d mix = Conv1d(6, 4, 1);

    public TransposedVolumes() : base(nameof(TransposedVolumes)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = mix.call(functional.gelu(line.call(x)));
        x = functional.relu(volume.call(x.unsqueeze(1).unsqueeze(1)));
        return head.call(x);
    }
}

/// <summary>ResNeXt: the same positions go in every group of the middle convolution.</summary>
[Prunable]
public sealed partial class ResNeXtModel : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 16, 3, padding: 1, bias: false);
    private readonly BatchNorm2d norm = BatchNorm2d(16);
    private readonly Block first = new(16, groups: 4);
    private readonly Block second = new(16, groups: 2);
    private readonly Linear head = Linear(16, 10);

    public ResNeXtModel() : base(nameof(ResNeXtModel)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(norm.call(stem.call(x)));
        x = second.call(first.call(x));
        return head.call(functional.adaptive_avg_pool2d(x, 1).flatten(1));
    }

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly Conv2d reduce;
        private readonly Conv2d middle;
        private readonly BatchNorm2d norm;
        private readonly Conv2d expand;

        public Block(int width, int groups) : base(nameof(Block))
        {
            reduce = Conv2d(width, width / 2, 1);
            middle = Conv2d(width / 2, width, 3, padding: 1, groups: groups, bias: false);
            norm = BatchNorm2d(width);
            expand = Conv2d(width, width, 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) =>
            functional.relu(x + expand.call(functional.relu(norm.call(middle.call(functional.relu(reduce.call(x)))))));
    }
}

/// <summary>Depth-wise with three filters to a channel: a filter goes in every channel, a channel with its filters.</summary>
[Prunable]
public sealed partial class MultiplierModel : Module<Tensor, Tensor>
{
    private readonly Conv2d expand = Conv2d(3, 6, 1);
    private readonly Conv2d filter = Conv2d(6, 18, 3, padding: 1, groups: 6);
    private readonly BatchNorm2d norm = BatchNorm2d(18);
    private readonly Conv2d project = Conv2d(18, 4, 1);

    public MultiplierModel() : base(nameof(MultiplierModel)) => RegisterComponents();

    public override Tensor forward(Tensor x) =>
        project.call(functional.relu(norm.call(filter.call(functional.relu6(expand.call(x))))));
}
