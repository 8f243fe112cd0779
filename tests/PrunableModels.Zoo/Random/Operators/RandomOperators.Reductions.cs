using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Zoo;

/// <content>What combines the positions of an axis.</content>
internal static partial class RandomOperators
{
    private static IEnumerable<RandomOperator> Reductions() =>
    [
        Of("mean", s => s.Rank >= 3, (b, x) => Reduce(b, x, "mean", "dimensions", (t, a) => t.mean([a]), isList: true)),
        Of("mean of positions", IsImage, (b, x) => b.Method("mean", t => t.mean([2, 3]), x, "[2, 3]", "dimensions: [2, 3]")),
        Of("sum", s => s.Rank >= 3, (b, x) => Reduce(b, x, "sum", "dim", (t, a) => t.sum(a))),
        Of("var", s => s.Rank >= 3, (b, x) => Reduce(b, x, "var", "dimensions", (t, a) => t.var(a))),
        Of("norm", s => s.Rank >= 3, (b, x) => Reduce(b, x, "norm", "dim", (t, a) => t.norm(a))),
        Of("cumsum", Any, (b, x) => Along(b, x, "cumsum", a => $"{a}", a => $"dim: {a}", (t, a) => t.cumsum(a))),
        Of("softmax", Any, (b, x) => Along(b, x, "softmax", (t, a) => nn.functional.softmax(t, a))),
        Of("softmin", Any, (b, x) => Along(b, x, "softmin", (t, a) => nn.functional.softmin(t, a))),
        Of("log_softmax", Any, (b, x) => Along(b, x, "log_softmax", (t, a) => nn.functional.log_softmax(t, a))),
        Of("division by its norm", Any, Normalise),
        Of("weights by softmax", Any, Weigh),
    ];

    private static void Reduce(ArchitectureBuilder b, int x, string method, string argument, Func<Tensor, int, Tensor> run, bool isList = false)
    {
        var axis = Axis(b, x);
        b.Method(method, t => run(t, axis), x, isList ? $"[{axis}]" : $"{axis}", isList ? $"{argument}: [{axis}]" : $"{argument}: {axis}");
    }

    private static void Along(ArchitectureBuilder b, int x, string function, Func<Tensor, int, Tensor> run)
    {
        var axis = b.Draw.From(1, b.Shape(x).Rank - 1);
        b.Function($"functional.{function}", t => run(t, axis), x, $"dim: {axis}");
    }

    private static void Normalise(ArchitectureBuilder b, int x)
    {
        var axis = b.Draw.From(1, b.Shape(x).Rank - 1);
        var norm = b.Method("norm", t => t.norm(axis, true), x, $"{axis}, keepdim: true", $"dim: {axis}, keepdim: true");
        b.Expression("{0} / ({1} + 1)", (a, c) => a / (c + 1), x, norm);
    }

    private static void Weigh(ArchitectureBuilder b, int x)
    {
        var axis = b.Draw.From(1, b.Shape(x).Rank - 1);
        var weights = b.Function("functional.softmax", t => nn.functional.softmax(t, axis), SameShape(b, x), $"dim: {axis}");
        b.Expression("{0} * {1}", (a, c) => a * c, x, weights);
    }
}
