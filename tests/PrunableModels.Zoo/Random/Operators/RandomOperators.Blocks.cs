using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Zoo;

/// <content>What networks are built from: residual blocks, squeeze and excitation, attention, inverted bottlenecks.</content>
internal static partial class RandomOperators
{
    private static IEnumerable<RandomOperator> Blocks() =>
    [
        Of("residual", Any, Residual), Of("residual", Any, Residual),
        Of("squeeze and excitation", IsImage, SqueezeAndExcite),
        Of("gated feed-forward", Any, FeedForward),
        Of("attention", IsSequence, (b, x) => Attention(b, x, isFused: false)),
        Of("attention", IsSequence, (b, x) => Attention(b, x, isFused: false)),
        Of("scaled_dot_product_attention", IsSequence, (b, x) => Attention(b, x, isFused: true)),
        Of("image to tokens", IsImage, ToTokens),
    ];

    private static void Residual(ArchitectureBuilder b, int x)
    {
        var shape = b.Shape(x);
        var hidden = b.Draw.Of(Widths);
        int y;
        if (IsImage(shape))
        {
            y = Norm(b, Convolution2d(b, x, hidden, 1), "BatchNorm2d", c => nn.BatchNorm2d(c));
            y = b.Function("functional.relu", t => t.relu(), y);
            y = b.Layer(y, "Conv2d", $"Conv2d({hidden}, {shape[1]}, 1)", () => nn.Conv2d(hidden, shape[1], 1));
            ArchitectureBuilder.Require(b.Shape(y).Equals(shape));
        }
        else
        {
            y = Linear(b, b.Function("functional.gelu", t => nn.functional.gelu(t), Linear(b, x, hidden)), shape[-1]);
        }

        b.Expression("{0} + {1}", (a, c) => a + c, x, y);
    }

    private static void SqueezeAndExcite(ArchitectureBuilder b, int x)
    {
        var (channels, hidden) = (b.Shape(x)[1], b.Draw.Of(Widths));
        var s = b.Function("functional.adaptive_avg_pool2d", t => nn.functional.adaptive_avg_pool2d(t, 1), x, "output_size: 1");
        s = b.Function("functional.relu", t => t.relu(), b.Layer(s, "Conv2d", $"Conv2d({channels}, {hidden}, 1)", () => nn.Conv2d(channels, hidden, 1)));
        s = b.Layer(s, "Conv2d", $"Conv2d({hidden}, {channels}, 1)", () => nn.Conv2d(hidden, channels, 1));
        b.Expression("{0} * torch.sigmoid({1})", (a, c) => a * c.sigmoid(), x, s);
    }

    private static void FeedForward(ArchitectureBuilder b, int x)
    {
        var (width, hidden) = (b.Shape(x)[-1], b.Draw.Of(Widths));
        var (up, gate) = (Linear(b, x, hidden), Linear(b, x, hidden));
        var product = b.Expression("{0} * functional.silu({1})", (a, c) => a * nn.functional.silu(c), up, gate);
        Linear(b, product, b.Draw.Of(width, hidden));
    }

    private static void Attention(ArchitectureBuilder b, int x, bool isFused)
    {
        var shape = b.Shape(x);
        var heads = b.Draw.From(2, 4);
        var width = heads * b.Draw.Of(2L, 3L, 4L);
        var (q, k, v) = (Heads(b, Linear(b, x, width), heads), Heads(b, Linear(b, x, width), heads), Heads(b, Linear(b, x, width), heads));
        var mixed = isFused
            ? b.Add((_, t) => nn.functional.scaled_dot_product_attention(t[0], t[1], t[2]), "functional.scaled_dot_product_attention({0}, {1}, {2})", "functional.scaled_dot_product_attention({0}, {1}, {2})", null, q, k, v)
            : Mixed(b, q, k, v);
        var together = b.Method("transpose", t => t.transpose(1, 2), mixed, "1, 2", "dim0: 1, dim1: 2");
        Linear(b, View(b, together, "reshape", Read(0), Read(1), Number(-1)), shape[2]);
    }

    private static int Heads(ArchitectureBuilder b, int x, int heads)
    {
        var width = b.Shape(x)[2];
        var split = b.Draw.Of<Extent[]>([Read(0), Read(1), Number(heads), Number(-1)], [Read(0), Read(1), Number(-1), Number(width / heads)]);
        return b.Method("transpose", t => t.transpose(1, 2), View(b, x, "view", split), "1, 2", "dim0: 1, dim1: 2");
    }

    private static int Mixed(ArchitectureBuilder b, int q, int k, int v)
    {
        var scores = b.Function("torch.matmul", (a, c) => matmul(a, c), q, b.Method("transpose", t => t.transpose(-2, -1), k, "-2, -1", "dim0: -2, dim1: -1"));
        var weights = b.Function("functional.softmax", t => nn.functional.softmax(t, -1), b.Expression("{0} * 0.5", t => t * 0.5, scores), "dim: -1");
        return b.Function("torch.matmul", (a, c) => matmul(a, c), weights, v);
    }

    private static void ToTokens(ArchitectureBuilder b, int x)
    {
        var flat = b.Method("flatten", t => t.flatten(2), x, "2", "start_dim: 2");
        b.Method("transpose", t => t.transpose(1, 2), flat, "1, 2", "dim0: 1, dim1: 2");
    }
}
