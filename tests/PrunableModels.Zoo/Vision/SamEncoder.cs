using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>The image encoder of Segment Anything (ViTDet), size B unless told otherwise: attention in windows and over all, with relative positions.</summary>
[Prunable]
public sealed partial class SamEncoder : Module<Tensor, Tensor>
{
    private readonly Conv2d patches;
    private readonly Parameter positions;
    private readonly ModuleList<Block> blocks = new();
    private readonly Sequential neck;

    public SamEncoder(int image = 1024, int patch = 16, int width = 768, int depth = 12, int heads = 12, int window = 14, int globalEvery = 3, int outputs = 256)
        : base(nameof(SamEncoder))
    {
        var side = image / patch;
        patches = Conv2d(3, width, patch, stride: patch);
        positions = new Parameter(randn(1, side, side, width) * 0.02);
        for (var i = 0; i < depth; i++)
        {
            blocks.Add(new Block(width, heads, (i + 1) % globalEvery == 0 ? 0 : window, side));
        }

        neck = Sequential(
            Conv2d(width, outputs, 1, bias: false),
            new ChannelNorm(outputs),
            Conv2d(outputs, outputs, 3, padding: 1, bias: false),
            new ChannelNorm(outputs));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = patches.call(x).permute(0, 2, 3, 1);
        x = x + positions;
        foreach (var block in blocks)
        {
            x = block.call(x);
        }

        return neck.call(x.permute(0, 3, 1, 2));
    }

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly int window;
        private readonly Module<Tensor, Tensor> norm1;
        private readonly SamAttention attention;
        private readonly Module<Tensor, Tensor> norm2;
        private readonly Sequential mlp;

        public Block(int width, int heads, int window, int side)
            : base(nameof(Block))
        {
            this.window = window;
            norm1 = LayerNorm(width, eps: 1e-6);
            attention = new(width, heads, window == 0 ? side : window);
            norm2 = LayerNorm(width, eps: 1e-6);
            mlp = Sequential(("lin1", Linear(width, 4 * width)), ("act", GELU()), ("lin2", Linear(4 * width, width)));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var shortcut = x;
            x = norm1.call(x);
            if (window > 0)
            {
                var (height, width) = (x.shape[1], x.shape[2]);
                x = attention.call(Partition(x, window));
                x = Unpartition(x, window, height, width);
            }
            else
            {
                x = attention.call(x);
            }

            x = shortcut + x;
            return x + mlp.call(norm2.call(x));
        }

        // Windows that do not overlap, padded where they do not fit.
        private static Tensor Partition(Tensor x, long window)
        {
            var (batch, height, width, channels) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
            var bottom = (window - (height % window)) % window;
            var right = (window - (width % window)) % window;
            x = functional.pad(x, [0, 0, 0, right, 0, bottom]);
            x = x.view(batch, (height + bottom) / window, window, (width + right) / window, window, channels);
            return x.permute(0, 1, 3, 2, 4, 5).contiguous().view(-1, window, window, channels);
        }

        private static Tensor Unpartition(Tensor windows, long window, long height, long width)
        {
            var (rows, columns) = ((height + window - 1) / window, (width + window - 1) / window);
            var x = windows.view(-1, rows, columns, window, window, windows.shape[3]);
            x = x.permute(0, 1, 3, 2, 4, 5).contiguous().view(-1, rows * window, columns * window, windows.shape[3]);
            return x[TensorIndex.Colon, TensorIndex.Slice(0, height), TensorIndex.Slice(0, width)].contiguous();
        }
    }

    private sealed class ChannelNorm : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> norm;

        public ChannelNorm(int width)
            : base(nameof(ChannelNorm))
        {
            norm = LayerNorm(width, eps: 1e-6);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => norm.call(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2);
    }
}
