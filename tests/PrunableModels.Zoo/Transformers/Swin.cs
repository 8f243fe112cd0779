using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>Swin: attention within windows, which every second block shifts, and patches that are merged between stages. The published size is Swin-T.</summary>
[Prunable]
public sealed partial class Swin : Module<Tensor, Tensor>
{
    private readonly Conv2d patch_embed;
    private readonly Module<Tensor, Tensor> patch_norm;
    private readonly Sequential stages;
    private readonly Module<Tensor, Tensor> norm;
    private readonly Linear head;

    public Swin()
        : this(224, 96, [2, 2, 6, 2], [3, 6, 12, 24], 7, 1000)
    {
    }

    public Swin(int image, int width, int[] depths, int[] heads, int window, int classes)
        : base(nameof(Swin))
    {
        patch_embed = Conv2d(3, width, 4, stride: 4);
        patch_norm = LayerNorm(width);
        stages = Sequential();
        var (size, dim) = (image / 4, width);
        for (var stage = 0; stage < depths.Length; stage++)
        {
            if (stage > 0)
            {
                stages.append($"merge{stage}", new PatchMerging(dim));
                (size, dim) = (size / 2, dim * 2);
            }

            for (var i = 0; i < depths[stage]; i++)
            {
                var shift = i % 2 == 0 || size <= window ? 0 : window / 2;
                stages.append($"stage{stage}_{i}", new SwinBlock(dim, heads[stage], size, window, shift));
            }
        }

        norm = LayerNorm(dim);
        head = Linear(dim, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = patch_norm.call(patch_embed.call(x).permute(0, 2, 3, 1));
        x = norm.call(stages.call(x));
        return head.call(x.mean([1, 2]));
    }
}

/// <summary>Four neighbours become one, of twice the width.</summary>
public sealed class PatchMerging : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> norm;
    private readonly Linear reduction;

    public PatchMerging(int dim)
        : base(nameof(PatchMerging))
    {
        norm = LayerNorm(4 * dim);
        reduction = Linear(4 * dim, 2 * dim, hasBias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var (even, odd) = (TensorIndex.Slice(0, null, 2), TensorIndex.Slice(1, null, 2));
        var x0 = x[TensorIndex.Colon, even, even];
        var x1 = x[TensorIndex.Colon, odd, even];
        var x2 = x[TensorIndex.Colon, even, odd];
        var x3 = x[TensorIndex.Colon, odd, odd];
        return reduction.call(norm.call(cat([x0, x1, x2, x3], -1)));
    }
}

/// <summary>Attention within the windows of a perhaps shifted grid, then a network of two layers.</summary>
public sealed class SwinBlock : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> norm1;
    private readonly WindowAttention attn;
    private readonly Module<Tensor, Tensor> norm2;
    private readonly Sequential mlp;
    private readonly int window;
    private readonly int shift;

    public SwinBlock(int dim, int heads, int size, int window, int shift)
        : base(nameof(SwinBlock))
    {
        this.window = window;
        this.shift = shift;
        norm1 = LayerNorm(dim);
        attn = new WindowAttention(dim, heads, size, window, shift);
        norm2 = LayerNorm(dim);
        mlp = Sequential(Linear(dim, 4 * dim), GELU(), Linear(4 * dim, dim));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var (h, w) = (x.shape[1], x.shape[2]);
        var y = norm1.call(x);
        if (shift > 0)
        {
            y = y.roll([-shift, -shift], [1, 2]);
        }

        y = Restore(attn.call(Windows(y, window)), window, h, w);
        if (shift > 0)
        {
            y = y.roll([shift, shift], [1, 2]);
        }

        x = x + y;
        return x + mlp.call(norm2.call(x));
    }

    private static Tensor Windows(Tensor x, int window)
    {
        var (b, h, w, c) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
        x = x.view(b, h / window, window, w / window, window, c);
        return x.permute(0, 1, 3, 2, 4, 5).contiguous().view(-1, window * window, c);
    }

    private static Tensor Restore(Tensor windows, int window, long h, long w)
    {
        var c = windows.shape[2];
        var x = windows.view(-1, h / window, w / window, window, window, c);
        return x.permute(0, 1, 3, 2, 4, 5).contiguous().view(-1, h, w, c);
    }
}

/// <summary>Self-attention within windows, with a bias for every relative position, and a mask where a shift brought strangers together.</summary>
public sealed class WindowAttention : Module<Tensor, Tensor>
{
    private readonly Linear qkv;
    private readonly Linear proj;
    private readonly Parameter relative_position_bias_table;
    private readonly Tensor relative_position_index;
    private readonly Tensor? mask;
    private readonly int headDim;

    public WindowAttention(int dim, int heads, int size, int window, int shift)
        : base(nameof(WindowAttention))
    {
        headDim = dim / heads;
        qkv = Linear(dim, dim * 3);
        proj = Linear(dim, dim);
        relative_position_bias_table = Parameter(randn(((2 * window) - 1) * ((2 * window) - 1), heads) * 0.02);
        relative_position_index = RelativePositions(window);
        mask = shift > 0 ? Mask(size, window, shift) : null;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var (b, n) = (x.shape[0], x.shape[1]);
        var parts = qkv.call(x).view(b, n, 3, -1, headDim).permute(2, 0, 3, 1, 4);
        var (q, k, v) = (parts[0], parts[1], parts[2]);
        var scores = (q * Math.Pow(headDim, -0.5)).matmul(k.transpose(-2, -1));
        var bias = relative_position_bias_table[relative_position_index.view(-1)].view(n, n, -1);
        scores = scores + bias.permute(2, 0, 1).unsqueeze(0);
        if (mask is not null)
        {
            var windows = mask.shape[0];
            scores = scores.view(b / windows, windows, -1, n, n) + mask.unsqueeze(1).unsqueeze(0);
            scores = scores.view(b, -1, n, n);
        }

        return proj.call(scores.softmax(-1).matmul(v).transpose(1, 2).reshape(b, n, -1));
    }

    // For every pair of positions in a window the row of the table for their distance.
    private static Tensor RelativePositions(int window)
    {
        var axis = arange(window, ScalarType.Int64);
        var rows = axis.repeat_interleave(window);
        var columns = axis.repeat(window);
        var down = rows.unsqueeze(1) - rows.unsqueeze(0) + (window - 1);
        var right = columns.unsqueeze(1) - columns.unsqueeze(0) + (window - 1);
        return (down * ((2 * window) - 1)) + right;
    }

    // Regions that were not neighbours before the shift may not see each other: [windows, positions, positions].
    private static Tensor Mask(int size, int window, int shift)
    {
        var axis = arange(size, ScalarType.Int64);
        var bands = axis.ge(size - window).to(ScalarType.Int64) + axis.ge(size - shift).to(ScalarType.Int64);
        var regions = (bands.unsqueeze(1) * 3) + bands.unsqueeze(0);
        var count = size / window;
        var inWindows = regions.view(count, window, count, window).permute(0, 2, 1, 3).reshape(count * count, window * window);
        var differ = inWindows.unsqueeze(1).ne(inWindows.unsqueeze(2));
        return differ.to(ScalarType.Float32) * -100.0;
    }
}
