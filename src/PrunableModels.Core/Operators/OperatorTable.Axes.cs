using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using static PrunableModels.Core.ZeroRule;

namespace PrunableModels.Core;

/// <content>More contractions, orders of axes, and operations along a dimension.</content>
public static partial class OperatorTable
{
    private static readonly string[] Losses =
    [
        "cross_entropy", "nll_loss", "mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss", "kl_div", "binary_cross_entropy", "binary_cross_entropy_with_logits", "soft_margin_loss",
        "multi_label_margin_loss", "multilabel_soft_margin_loss", "multi_margin_loss", "poisson_nll_loss", "gaussian_nll_loss", "hinge_embedding_loss",
        "cosine_embedding_loss", "margin_ranking_loss", "triplet_margin_loss",
    ];

    // Without baddbmm: that of TorchSharp 0.107 adds batch2 to the product of input and batch1, and a later one may not.
    private static IEnumerable<Operator> Contractions() =>
    [
        new("einsum", ["tensors"], new EinsumTyping(), Affine),
        Of("outer", "input[A] vec2[B] -> [A, B]", Affine),
        Of("mv", "input[M, K] target[K] -> [M]", Affine),
        Of("dot", "input[K] other[K] -> []", Affine),
        Of("inner", "input[K] vec2[K] -> []", Affine),
        SumWith("addmm", "input[N] mat1[M, K] mat2[K, N] -> [M, N]", "input[M, N] mat1[M, K] mat2[K, N] -> [M, N]"),
        SumWith("addmv", "input[M] mat[M, K] vec[K] -> [M]"),
        SumWith("addbmm", "input[M, N] batch1[B, M, K] batch2[B, K, N] -> [M, N]", "input[N] batch1[B, M, K] batch2[B, K, N] -> [M, N]"),
        new("cosine_similarity", ["x1", "x2"], new CosineTyping(), ZeroRule.Unknown) { Required = 2 },
        .. Enumerable.Range(1, 3).Select(n => Of($"conv{n}d_padding", string.Format(CultureInfo.InvariantCulture, "input[..., g*I{0}] weight[g*O, I{1}] bias[g*O]? -> [..., g*O{2}]", Axes(n, "s"), Axes(n, "k"), Axes(n)), Affine, WindowExtents.Convolution(n))),
    ];

    private static IEnumerable<Operator> Orders() =>
    [
        .. new[] { "swapaxes", "swapdims", "movedim", "moveaxis", "t", "T", "mT", "H", "mH" }.Select(name => new Operator(name, ["input"], new PermuteTyping(), Moves)),
        .. new[] { "hstack", "vstack", "dstack" }.Select(name => new Operator(name, ["tensors"], new ConcatenateTyping(), Joins)),
        new("broadcast_to", ["input"], new ExpandTyping(), Moves),
        new("expand_as", ["input", "other"], new BroadcastTyping(), First) { Required = 2 },
        new("view_as", ["input", "other"], new ViewTyping(ViewTyping.OfOther), First) { Required = 2 },
        new("unflatten", ["input"], new ViewTyping(ViewTyping.Unflattened), Moves),
        new("tensor_split", ["input"], new SplitTyping(), Moves) { ReturnsList = true },
        new("channel_shuffle", ["input"], new ShuffleTyping(), Moves),
        .. new[] { "gather", "index_select" }.Select(name => new Operator(name, ["input", "index"], new GatherTyping(), First) { Required = 2 }),
    ];

    private static IEnumerable<Operator> Windows() =>
    [
        Of("lp_pool1d", "input[..., C, w] -> [..., C, _]", ZeroRule.Norm, WindowExtents.Pooling(1)),
        Of("lp_pool2d", "input[..., C, h, w] -> [..., C, _, _]", ZeroRule.Norm, WindowExtents.Pooling(2)),
        Of("fractional_max_pool2d", "input[..., C, h, w] -> [..., C, _, _]", Preserves) with { IsRandom = true },
        Of("fractional_max_pool3d", "input[..., C, d, h, w] -> [..., C, _, _, _]", Preserves) with { IsRandom = true },
        new("unfold", ["input"], new UnfoldTyping(), Preserves),
        new("fold", ["input"], new FoldTyping(), Preserves),
        .. Enumerable.Range(1, 3).Select(n => new Operator($"constant_pad{n}d", ["input"], new PadTyping(), Padding)),
        new("zero_pad2d", ["input"], new PadTyping(), Padding),
        .. Enumerable.Range(1, 3).SelectMany(n => new[] { $"reflection_pad{n}d", $"replication_pad{n}d" }).Select(name => new Operator(name, ["input"], new PadTyping(), Moves)),
    ];

    private static IEnumerable<Operator> AlongDimensions() =>
    [
        new("normalize", ["input"], new DimensionTyping(["dim"], reduces: false) { IgnoresZero = true, OrElse = 1 }, Normalized),
        .. new[] { "amax", "amin" }.Select(name => new Operator(name, ["input"], new DimensionTyping(["dims", "dim"], reduces: true), Averages)),
        .. new[] { "any", "all" }.Select(name => new Operator(name, ["input"], new DimensionTyping(["dim"], reduces: true), Preserves)),
        new("prod", ["input"], new DimensionTyping(["dim"], reduces: true), Preserves),
        new("logsumexp", ["input"], new DimensionTyping(["dim"], reduces: true), ZeroRule.Unknown),
        .. new[] { "argmax", "argmin" }.Select(name => new Operator(name, ["input"], new DimensionTyping(["dim"], reduces: true), ZeroRule.Unknown)),
        new("cumprod", ["input"], new DimensionTyping(["dim"], reduces: false), Preserves),
        new("logcumsumexp", ["input"], new DimensionTyping(["dim"], reduces: false), ZeroRule.Unknown),
        new("argsort", ["input"], new ExtremesTyping(orElse: -1), ZeroRule.Unknown),
        Extremes("sort", -1),
        Extremes("topk", -1),
        Largest("max"),
        Largest("min"),

        // Neighbouring channels, and triangles, whose corner depends on positions.
        Of("local_response_norm", "input[n, C, *S] -> [n, C, *S]", Preserves, mixes: "C"),
        Of("softmax2d", "input[..., C, h, w] -> [..., C, h, w]", ZeroRule.Unknown, mixes: "C"),
        .. new[] { "triu", "tril" }.Select(name => Of(name, "input[..., M, N] -> [..., M, N]", Preserves, mixes: "M N")),
        new("item", ["input"], new SinkTyping(), ZeroRule.Unknown),
        .. Losses.Select(name => new Operator(name, ["input", "target", "weight"], new SinkTyping(), ZeroRule.Unknown)),
    ];

    private static Operator Extremes(string name, long orElse) =>
        new(name, ["input"], new ExtremesTyping(orElse), Preserves) { OtherResults = ZeroRule.Unknown };

    // max(input, other) is element by element; max(input) and max(input, dim) are not.
    private static Operator Largest(string name) => new(name, ["input", "other"], new BroadcastTyping(), ZeroRule.Sum)
    {
        Required = 2,
        Otherwise = new(name, ["input"], new ExtremesTyping(orElse: null), Preserves) { OtherResults = ZeroRule.Unknown },
    };

    // A tensor and a product of two others, by the rank of the first.
    private static Operator SumWith(string name, params string[] signatures)
    {
        var parsed = signatures.Select(Signature.Parse).ToList();
        return new(name, parsed[0].Operands.Select(o => o.Name).ToEquatableArray(), new RankTyping([.. parsed.Select(s => new SignatureTyping(s))]), SumOfProduct) { Required = 3 };
    }
}
