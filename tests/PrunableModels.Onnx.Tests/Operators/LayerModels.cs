using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Onnx.Tests;

/// <summary>Along dimensions.</summary>
[Prunable]
public sealed partial class ReductionFunctions : Module<Tensor, Tensor[]>
{
    public ReductionFunctions() : base(nameof(ReductionFunctions)) => RegisterComponents();

    public override Tensor[] forward(Tensor x)
    {
        var (largest, where) = x.max(1);
        var (smallest, there) = x.min(2, keepdim: true);
        var (top, at) = x.topk(3, 3);
        return
        [
            x.mean([2, 3]), x.mean([1], keepdim: true), x.sum(1), x.sum([2, 3], keepdim: true), x.amax([1]), x.amin([2], keepdim: true), x.logsumexp(1), x.var([2, 3]), x.std(1), x.var([1], unbiased: false, keepdim: true),
            x.norm(1), x.norm(2, keepdim: true), x.norm(1, p: 1), x.prod(3), x.argmax(1), x.argmin(2), largest, where, smallest, there, top, at,
            x.softmax(1), functional.softmax(x, -1), functional.log_softmax(x, 1), x.cumsum(2), functional.normalize(x), functional.normalize(x, dim: 3),
        ];
    }
}

/// <summary>Products of matrices, and attention.</summary>
[Prunable]
public sealed partial class ProductFunctions : Module<Tensor, Tensor, Tensor[]>
{
    private readonly Parameter bias = Parameter(torch.randn(5));
    private readonly Bilinear form = Bilinear(5, 5, 3);

    public ProductFunctions() : base(nameof(ProductFunctions)) => RegisterComponents();

    public override Tensor[] forward(Tensor x, Tensor y)
    {
        var mask = torch.ones(4, 4, dtype: ScalarType.Bool).tril();
        return
        [
            x.matmul(y.transpose(-2, -1)), torch.matmul(x, y.transpose(1, 2)), x.bmm(y.transpose(1, 2)), torch.einsum("bij,bkj->bik", x, y), torch.einsum("bij,bij->bi", x, y),
            x[.., 0].matmul(y[0].t()), torch.addmm(bias, x[.., 0], y[0, ..].t().matmul(y[0]), 0.5f, 2f), form.call(x[.., 0], y[.., 1]),
            torch.mm(x[.., 0], y[.., 0].t()), x[.., 0].mv(y[0, 0]), x[0, 0].dot(y[0, 0]),
            functional.scaled_dot_product_attention(x, y, y), functional.scaled_dot_product_attention(x, y, y, is_casual: true), functional.scaled_dot_product_attention(x, y, y, attn_mask: mask),
            functional.scaled_dot_product_attention(x.view(-1, 4, 1, 5).transpose(1, 2), y.view(-1, 4, 1, 5).transpose(1, 2), y.view(-1, 4, 1, 5).transpose(1, 2), attn_mask: torch.zeros(4, 4) + 0.5),
        ];
    }
}

/// <summary>Convolutions.</summary>
[Prunable]
public sealed partial class Convolutions : Module<Tensor, Tensor[]>
{
    private readonly Conv2d plain = Conv2d(4, 6, 3);
    private readonly Conv2d strided = Conv2d(4, 6, (3, 2), stride: (2, 1), padding: (1, 2), dilation: (1, 2), bias: false);
    private readonly Conv2d grouped = Conv2d(4, 8, 3, padding: 1, groups: 4);
    private readonly Conv2d same = Conv2d(4, 5, 4, padding: Padding.Same);
    private readonly Conv2d valid = Conv2d(4, 5, 3, padding: Padding.Valid);
    private readonly Conv2d reflecting = Conv2d(4, 5, 3, padding: 1, padding_mode: PaddingModes.Reflect);
    private readonly Conv2d circular = Conv2d(4, 5, (3, 3), padding: (1, 2), padding_mode: PaddingModes.Circular);
    private readonly ConvTranspose2d transposed = ConvTranspose2d(4, 5, 3, stride: 2, padding: 1, output_padding: 1);
    private readonly ConvTranspose2d transposedGroups = ConvTranspose2d(4, 6, 2, stride: 2, groups: 2, bias: false);
    private readonly Conv1d line = Conv1d(4, 5, 3, padding: 1);
    private readonly ConvTranspose1d lineBack = ConvTranspose1d(4, 5, 4, stride: 2);
    private readonly Conv3d space = Conv3d(4, 3, 2, padding: 1);
    private readonly ConvTranspose3d spaceBack = ConvTranspose3d(4, 3, 2);
    private readonly Parameter kernel = Parameter(torch.randn(7, 4, 3, 3));

    public Convolutions() : base(nameof(Convolutions)) => RegisterComponents();

    public override Tensor[] forward(Tensor x) =>
    [
        plain.call(x), strided.call(x), grouped.call(x), same.call(x), valid.call(x), reflecting.call(x), circular.call(x), transposed.call(x), transposedGroups.call(x),
        line.call(x.flatten(2)), lineBack.call(x.flatten(2)), space.call(x.unsqueeze(2)), spaceBack.call(x.unsqueeze(2)), functional.conv2d(x, kernel, padding: [1, 1], strides: [2, 2]), functional.linear(x, kernel[0, 0, .., ..].flatten()[..6].unsqueeze(0)),
    ];
}

/// <summary>Pooling.</summary>
[Prunable]
public sealed partial class Pools : Module<Tensor, Tensor[]>
{
    private readonly MaxPool2d max = MaxPool2d(2);
    private readonly MaxPool2d overlapping = MaxPool2d(3, stride: 2, padding: 1);
    private readonly MaxPool2d ceiling = MaxPool2d(3, stride: 2, ceil_mode: true);
    private readonly AvgPool2d average = AvgPool2d(2);
    private readonly AvgPool2d padded = AvgPool2d(3, stride: 2, padding: 1);
    private readonly AvgPool2d inside = AvgPool2d(3, stride: 2, padding: 1, count_include_pad: false);
    private readonly AvgPool2d roundedUp = AvgPool2d(2, stride: 2, ceil_mode: true);
    private readonly AdaptiveAvgPool2d one = AdaptiveAvgPool2d(1);
    private readonly AdaptiveAvgPool2d even = AdaptiveAvgPool2d((3, 1));
    private readonly AdaptiveAvgPool2d uneven = AdaptiveAvgPool2d((4, 5));
    private readonly AdaptiveMaxPool2d largest = AdaptiveMaxPool2d([1, 1]);
    private readonly AdaptiveMaxPool2d largestUneven = AdaptiveMaxPool2d([4, 5]);
    private readonly MaxPool1d line = MaxPool1d(3, stride: 2);
    private readonly AvgPool1d lineMean = AvgPool1d(4);
    private readonly AdaptiveAvgPool1d lineUneven = AdaptiveAvgPool1d(5L);
    private readonly MaxPool3d space = MaxPool3d((1, 2, 2));
    private readonly AvgPool3d spaceMean = AvgPool3d((1, 2, 2));
    private readonly AdaptiveAvgPool3d spaceOne = AdaptiveAvgPool3d([1, 1, 1]);
    private readonly AdaptiveMaxPool1d lineLargest = AdaptiveMaxPool1d(5L);

    public Pools() : base(nameof(Pools)) => RegisterComponents();

    public override Tensor[] forward(Tensor x) =>
    [
        max.call(x), overlapping.call(x), ceiling.call(x), average.call(x), padded.call(x), inside.call(x), roundedUp.call(x), one.call(x), even.call(x), uneven.call(x), largest.call(x), largestUneven.call(x),
        line.call(x.flatten(2)), lineMean.call(x.flatten(2)), lineUneven.call(x.flatten(2)), space.call(x.unsqueeze(2)), spaceMean.call(x.unsqueeze(2)), spaceOne.call(x.unsqueeze(2)), lineLargest.call(x.flatten(2)), functional.max_pool2d(x, 2, 1), functional.avg_pool2d(x, 3, 2, 1), functional.adaptive_avg_pool2d(x, [1, 1]),
    ];
}

/// <summary>Normalisation.</summary>
[Prunable]
public sealed partial class Norms : Module<Tensor, Tensor[]>
{
    private readonly BatchNorm2d batch = BatchNorm2d(4, eps: 1e-3);
    private readonly BatchNorm2d plain = BatchNorm2d(4, affine: false);
    private readonly BatchNorm2d untracked = BatchNorm2d(4, track_running_stats: false);
    private readonly BatchNorm1d line = BatchNorm1d(4);
    private readonly BatchNorm1d vector = BatchNorm1d(4);
    private readonly InstanceNorm2d instance = InstanceNorm2d(4, affine: true);
    private readonly InstanceNorm1d instanceLine = InstanceNorm1d(4, affine: true);
    private readonly InstanceNorm3d instanceSpace = InstanceNorm3d(4);
    private readonly BatchNorm3d space = BatchNorm3d(4);
    private readonly InstanceNorm2d tracked = InstanceNorm2d(4, track_running_stats: true);
    private readonly GroupNorm group = GroupNorm(2, 4);
    private readonly LayerNorm layer = LayerNorm(6, eps: 1e-4);
    private readonly LayerNorm layers = LayerNorm([6, 6]);
    private readonly LayerNorm bare = LayerNorm(6, elementwise_affine: false);

    public Norms() : base(nameof(Norms)) => RegisterComponents();

    public override Tensor[] forward(Tensor x) =>
    [
        batch.call(x), plain.call(x), untracked.call(x), line.call(x.flatten(2)), vector.call(x.mean([2, 3])), instance.call(x), tracked.call(x), instanceLine.call(x.flatten(2)), instanceSpace.call(x.unsqueeze(2)), space.call(x.unsqueeze(2)), functional.instance_norm(x), functional.batch_norm(x, torch.zeros(4), torch.ones(4)), group.call(x), layer.call(x), layers.call(x), bare.call(x),
        functional.layer_norm(x, [6]), functional.group_norm(x, 2),
    ];
}

/// <summary>Recurrent layers and cells.</summary>
[Prunable]
public sealed partial class RecurrentLayers : Module<Tensor, Tensor[]>
{
    private readonly LSTM lstm = LSTM(5, 6, numLayers: 2, batchFirst: true, bidirectional: true);
    private readonly LSTM plain = LSTM(5, 6, bias: false);
    private readonly GRU gru = GRU(5, 6, numLayers: 2, batchFirst: true);
    private readonly GRU back = GRU(5, 6, bidirectional: true);
    private readonly RNN rnn = RNN(5, 6, nonLinearity: NonLinearities.ReLU, batchFirst: true);
    private readonly RNN tanh = RNN(5, 6, numLayers: 2, batchFirst: true);
    private readonly LSTMCell lstmCell = LSTMCell(5, 6);
    private readonly GRUCell gruCell = GRUCell(5, 6);
    private readonly RNNCell rnnCell = RNNCell(5, 6, NonLinearities.ReLU);

    public RecurrentLayers() : base(nameof(RecurrentLayers)) => RegisterComponents();

    public override Tensor[] forward(Tensor x)
    {
        var (a, h, c) = lstm.call(x);
        var (b, g, d) = plain.call(x.transpose(0, 1));
        var (e, i) = gru.call(x);
        var (f, j) = back.call(x.transpose(0, 1));
        var (k, l) = rnn.call(x);
        var (m, n) = tanh.call(x, n0(x));
        var start = torch.zeros(x.shape[0], 6);
        var (o, p) = lstmCell.call(x[.., 0], (start, start + 1));
        var (q, r) = lstmCell.call(x[.., 1], (o, p));
        var s = gruCell.call(x[.., 0], null!);
        var t = gruCell.call(x[.., 1], s);
        var u = rnnCell.call(x[.., 0], null!);
        return [a, h, c, b, g, d, e, i, f, j, k, l, m, n, o, p, q, r, s, t, u, rnnCell.call(x[.., 1], u)];
    }

    private static Tensor n0(Tensor x) => torch.ones(2, x.shape[0], 6);
}

/// <summary>Rows of tables.</summary>
[Prunable]
public sealed partial class Tables : Module<Tensor, Tensor[]>
{
    private readonly Embedding rows = Embedding(20, 6);
    private readonly EmbeddingBag mean = EmbeddingBag(20, 6);
    private readonly EmbeddingBag sum = EmbeddingBag(20, 6, mode: EmbeddingBagMode.Sum);
    private readonly EmbeddingBag largest = EmbeddingBag(20, 6, mode: EmbeddingBagMode.Max);

    public Tables() : base(nameof(Tables)) => RegisterComponents();

    public override Tensor[] forward(Tensor tokens) => [rows.call(tokens), mean.call(tokens), sum.call(tokens), largest.call(tokens)];
}
