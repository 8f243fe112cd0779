using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Zoo;

/// <content>Sums, products, quotients, powers, and matrix products, of two values or of one and numbers.</content>
internal static partial class RandomOperators
{
    private static IEnumerable<RandomOperator> Arithmetic() =>
    [
        Combine("add", "{0} + {1}", (a, c) => a + c),
        Combine("sub", "{0} - {1}", (a, c) => a - c),
        Combine("mul", "{0} * {1}", (a, c) => a * c),
        Combine("mul by a gate", "{0} * torch.sigmoid({1})", (a, c) => a * c.sigmoid()),
        Combine("div", "{0} / (({1} * {1}) + 1)", (a, c) => a / ((c * c) + 1)),
        Combine("div by something like it", "{0} / (torch.sigmoid({1}) + 0.5)", (a, c) => a / (c.sigmoid() + 0.5)),
        Of("maximum", Any, (b, x) => b.Function("torch.maximum", (a, c) => maximum(a, c), x, Like(b, x))),
        Of("minimum", Any, (b, x) => b.Method("minimum", (a, c) => a.minimum(c), x, Like(b, x))),
        Of("addcmul", Any, (b, x) =>
        {
            var (y, z) = (Like(b, x), Like(b, x));
            b.Add((_, v) => addcmul(v[0], v[1], v[2], 0.25), "torch.addcmul({0}, {1}, {2}, 0.25)", "torch.addcmul({0}, {1}, {2}, value: 0.25)", null, x, y, z);
        }),
        Constant("mul and add", "({0} * 2) + 1", t => (t * 2) + 1),
        Constant("mul by a number", "0.5 * {0}", t => 0.5 * t),
        Constant("sub from a number", "1 - {0}", t => 1 - t),
        Constant("div by a number", "{0} / 3", t => t / 3),
        Constant("a number over it", "1 / (({0} * {0}) + 2)", t => 1 / ((t * t) + 2)),
        Of("pow", Any, (b, x) => b.Method("pow", t => t.pow(2), x, "2", "value: 2")),
        Of("sum with a single position", Any, (b, x) => b.Expression("{0} + {1}", (a, c) => a + c, x, SinglePosition(b, x))),
        Of("product with a single position", Any, (b, x) => b.Expression("{0} * {1}", (a, c) => a * c, x, SinglePosition(b, x))),
        Of("matmul", s => s.Rank is 3 or 4, (b, x) => Product(b, x, "torch.matmul", (a, c) => matmul(a, c))),
        Of("bmm", IsSequence, (b, x) => Product(b, x, "torch.bmm", (a, c) => bmm(a, c))),
    ];

    private static RandomOperator Combine(string name, string text, Func<Tensor, Tensor, Tensor> run) => Of(name, Any, (b, x) =>
    {
        var y = Like(b, x);
        _ = b.Draw.Below(2) == 0 ? b.Expression(text, run, x, y) : b.Expression(text, run, y, x);
    });

    private static RandomOperator Constant(string name, string text, Func<Tensor, Tensor> run) => Of(name, Any, (b, x) => b.Expression(text, run, x));

    // Another value of the same shape; where there is none, what a layer makes of it.
    private static int Like(ArchitectureBuilder b, int x)
    {
        var other = b.Another(x, s => s.Equals(b.Shape(x)));
        return other != x || b.Draw.Below(4) == 0 ? other : SameShape(b, x);
    }

    /// <summary>A layer that keeps the shape.</summary>
    private static int SameShape(ArchitectureBuilder b, int x)
    {
        var shape = b.Shape(x);
        return b.Draw.Below(2) == 0 && shape.Rank == 4 ? b.Layer(x, "Conv2d", $"Conv2d({shape[1]}, {shape[1]}, 1)", () => nn.Conv2d(shape[1], shape[1], 1))
            : b.Draw.Below(2) == 0 && shape.Rank == 3 ? b.Layer(x, "Conv1d", $"Conv1d({shape[1]}, {shape[1]}, 1)", () => nn.Conv1d(shape[1], shape[1], 1))
            : b.Layer(x, "Linear", $"Linear({shape[-1]}, {shape[-1]})", () => nn.Linear(shape[-1], shape[-1]));
    }

    private static int SinglePosition(ArchitectureBuilder b, int x)
    {
        var shape = b.Shape(x);
        var other = b.Another(x, s => s.Rank == shape.Rank && !s.Equals(shape) && Enumerable.Range(0, s.Rank).All(a => s[a] == shape[a] || s[a] == 1));
        return other != x ? other : Mean(b, x, b.Draw.From(1, shape.Rank - 1));
    }

    private static int Mean(ArchitectureBuilder b, int x, int axis) => b.Method("mean", t => t.mean([axis], true), x, $"[{axis}], keepdim: true", $"dimensions: [{axis}], keepdim: true");

    private static void Product(ArchitectureBuilder b, int x, string function, Func<Tensor, Tensor, Tensor> run)
    {
        var other = b.Another(x, s => s.Equals(b.Shape(x)));
        var transposed = b.Method("transpose", t => t.transpose(-2, -1), other, "-2, -1", "dim0: -2, dim1: -1");
        _ = b.Draw.Below(2) == 0 ? b.Function(function, run, x, transposed) : b.Function(function, run, transposed, x);
    }
}
