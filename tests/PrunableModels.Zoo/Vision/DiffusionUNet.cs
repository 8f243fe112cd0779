using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>The U-Net of denoising diffusion (DDPM): residual blocks that are told the step, attention at low resolutions, skips that are concatenated.</summary>
[Prunable]
public sealed partial class DiffusionUNet : Module<Tensor, Tensor, Tensor>
{
    private readonly long width;
    private readonly Module<Tensor, Tensor> embed;
    private readonly Conv2d input;
    private readonly ModuleList<DownStage> down = new();
    private readonly ResidualBlock middle1;
    private readonly AttentionBlock middleAttention;
    private readonly ResidualBlock middle2;
    private readonly ModuleList<UpStage> up = new();
    private readonly GroupNorm norm;
    private readonly Conv2d output;

    /// <summary>The published size for CIFAR-10 unless told otherwise.</summary>
    public DiffusionUNet(int width = 128, int[]? multipliers = null, int blocks = 2, int attentionStage = 1, int groups = 32, double dropout = 0.1)
        : base(nameof(DiffusionUNet))
    {
        multipliers ??= [1, 2, 2, 2];
        this.width = width;
        var steps = 4 * width;
        embed = Sequential(Linear(width, steps), SiLU(), Linear(steps, steps));
        input = Conv2d(3, width, 3, padding: 1);

        var channels = width;
        var skips = new Stack<int>();
        skips.Push(channels);
        for (var i = 0; i < multipliers.Length; i++)
        {
            var isLast = i == multipliers.Length - 1;
            var outputs = width * multipliers[i];
            down.Add(new DownStage(channels, outputs, steps, blocks, groups, dropout, i == attentionStage, isLast));
            for (var k = 0; k < (isLast ? blocks : blocks + 1); k++)
            {
                skips.Push(outputs);
            }

            channels = outputs;
        }

        middle1 = new(channels, channels, steps, groups, dropout);
        middleAttention = new(channels, groups);
        middle2 = new(channels, channels, steps, groups, dropout);
        for (var i = multipliers.Length - 1; i >= 0; i--)
        {
            var outputs = width * multipliers[i];
            var inputs = new List<int>();
            for (var k = 0; k <= blocks; k++)
            {
                inputs.Add((k == 0 ? channels : outputs) + skips.Pop());
            }

            up.Add(new UpStage(inputs, outputs, steps, groups, dropout, i == attentionStage, i == 0));
            channels = outputs;
        }

        norm = GroupNorm(groups, channels);
        output = Conv2d(channels, 3, 3, padding: 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x, Tensor step)
    {
        using var scope = NewDisposeScope();
        var embedding = functional.silu(embed.call(Sinusoids(step, width, x.dtype)));
        x = input.call(x);
        var skips = new Stack<Tensor>();
        skips.Push(x);
        foreach (var stage in down)
        {
            x = stage.call(x, embedding, skips);
        }

        x = middle1.call(x, embedding);
        x = middleAttention.call(x);
        x = middle2.call(x, embedding);
        foreach (var stage in up)
        {
            x = stage.call(x, embedding, skips);
        }

        return output.call(functional.silu(norm.call(x))).MoveToOuterDisposeScope();
    }

    private static Tensor Sinusoids(Tensor step, long width, ScalarType type)
    {
        var half = width / 2;
        var frequencies = exp(arange(half, dtype: type, device: step.device) * (-Math.Log(10000) / (half - 1)));
        var angles = step.to(type).unsqueeze(-1) * frequencies;
        return cat([angles.sin(), angles.cos()], -1);
    }

    private sealed class DownStage : Module<Tensor, Tensor, Stack<Tensor>, Tensor>
    {
        private readonly ModuleList<ResidualBlock> blocks = new();
        private readonly ModuleList<AttentionBlock> attentions = new();
        private readonly Conv2d? downsample;

        public DownStage(int inputs, int outputs, int steps, int count, int groups, double dropout, bool attends, bool isLast)
            : base(nameof(DownStage))
        {
            for (var i = 0; i < count; i++)
            {
                blocks.Add(new ResidualBlock(i == 0 ? inputs : outputs, outputs, steps, groups, dropout));
                if (attends)
                {
                    attentions.Add(new AttentionBlock(outputs, groups));
                }
            }

            downsample = isLast ? null : Conv2d(outputs, outputs, 3, stride: 2, padding: 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x, Tensor embedding, Stack<Tensor> skips)
        {
            for (var i = 0; i < blocks.Count; i++)
            {
                x = blocks[i].call(x, embedding);
                x = attentions.Count > 0 ? attentions[i].call(x) : x;
                skips.Push(x);
            }

            if (downsample is not null)
            {
                x = downsample.call(x);
                skips.Push(x);
            }

            return x;
        }
    }

    private sealed class UpStage : Module<Tensor, Tensor, Stack<Tensor>, Tensor>
    {
        private readonly ModuleList<ResidualBlock> blocks = new();
        private readonly ModuleList<AttentionBlock> attentions = new();
        private readonly Conv2d? upsample;

        public UpStage(List<int> inputs, int outputs, int steps, int groups, double dropout, bool attends, bool isLast)
            : base(nameof(UpStage))
        {
            foreach (var channels in inputs)
            {
                blocks.Add(new ResidualBlock(channels, outputs, steps, groups, dropout));
                if (attends)
                {
                    attentions.Add(new AttentionBlock(outputs, groups));
                }
            }

            upsample = isLast ? null : Conv2d(outputs, outputs, 3, padding: 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x, Tensor embedding, Stack<Tensor> skips)
        {
            for (var i = 0; i < blocks.Count; i++)
            {
                x = blocks[i].call(cat([x, skips.Pop()], 1), embedding);
                x = attentions.Count > 0 ? attentions[i].call(x) : x;
            }

            return upsample is null ? x
                : upsample.call(functional.interpolate(x, scale_factor: [2, 2], mode: InterpolationMode.Nearest));
        }
    }

    private sealed class ResidualBlock : Module<Tensor, Tensor, Tensor>
    {
        private readonly GroupNorm norm1;
        private readonly Conv2d conv1;
        private readonly Linear project;
        private readonly GroupNorm norm2;
        private readonly Dropout dropout;
        private readonly Conv2d conv2;
        private readonly Conv2d? shortcut;

        public ResidualBlock(int inputs, int outputs, int steps, int groups, double dropout)
            : base(nameof(ResidualBlock))
        {
            norm1 = GroupNorm(groups, inputs);
            conv1 = Conv2d(inputs, outputs, 3, padding: 1);
            project = Linear(steps, outputs);
            norm2 = GroupNorm(groups, outputs);
            this.dropout = Dropout(dropout);
            conv2 = Conv2d(outputs, outputs, 3, padding: 1);
            shortcut = inputs == outputs ? null : Conv2d(inputs, outputs, 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x, Tensor embedding)
        {
            var h = conv1.call(functional.silu(norm1.call(x)));
            h = h + project.call(embedding).unsqueeze(-1).unsqueeze(-1);
            h = conv2.call(dropout.call(functional.silu(norm2.call(h))));
            return h + (shortcut is null ? x : shortcut.call(x));
        }
    }

    private sealed class AttentionBlock : Module<Tensor, Tensor>
    {
        private readonly GroupNorm norm;
        private readonly Conv2d query;
        private readonly Conv2d key;
        private readonly Conv2d value;
        private readonly Conv2d project;

        public AttentionBlock(int channels, int groups)
            : base(nameof(AttentionBlock))
        {
            norm = GroupNorm(groups, channels);
            query = Conv2d(channels, channels, 1);
            key = Conv2d(channels, channels, 1);
            value = Conv2d(channels, channels, 1);
            project = Conv2d(channels, channels, 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var (b, c, h, w) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
            var normed = norm.call(x);
            var q = query.call(normed).flatten(2).transpose(1, 2);
            var k = key.call(normed).flatten(2);
            var v = value.call(normed).flatten(2).transpose(1, 2);
            var weights = functional.softmax(bmm(q, k) / Math.Sqrt(c), -1);
            var attended = bmm(weights, v).transpose(1, 2).reshape(b, -1, h, w);
            return x + project.call(attended);
        }
    }
}
