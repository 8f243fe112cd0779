using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Zoo;

/// <content>Copies beside each other, inside each other, and along new axes.</content>
internal static partial class RandomOperators
{
    private static IEnumerable<RandomOperator> Copies() =>
    [
        Of("repeat", Any, (b, x) => Repeat(b, x, "repeat", "sizes", (t, s) => t.repeat(s))),
        Of("tile", Any, (b, x) => Repeat(b, x, "tile", "dims", (t, s) => t.tile(s))),
        Of("repeat_interleave", Any, Interleave),
        Of("expand", s => s.Rank is 2 or 3, Expand),
        Of("expand as large as another", s => s.Rank >= 2, ExpandLike),
        Of("roll", Any, (b, x) => Along(b, x, "roll", a => $"1, {a}", a => $"shifts: 1, dims: {a}", (t, a) => t.roll(1, a))),
        Of("flip", Any, (b, x) => Along(b, x, "flip", a => $"{a}", a => $"dims: [{a}]", (t, a) => t.flip(a))),
    ];

    private static void Repeat(ArchitectureBuilder b, int x, string method, string argument, Func<Tensor, long[], Tensor> run)
    {
        var rank = b.Shape(x).Rank;
        var axis = b.Draw.From(1, rank - 1);
        long[] sizes = [.. Enumerable.Range(0, rank).Select(a => a == axis ? 2L : 1)];
        var text = string.Join(", ", sizes);
        b.Method(method, t => run(t, sizes), x, method == "tile" ? $"[{text}]" : text, $"{argument}: [{text}]");
    }

    private static void Interleave(ArchitectureBuilder b, int x)
    {
        var axis = b.Draw.From(1, b.Shape(x).Rank - 1);
        b.Method("repeat_interleave", t => t.repeat_interleave(2, axis), x, $"2, {axis}", $"repeats: 2, dim: {axis}");
    }

    private static void Expand(ArchitectureBuilder b, int x)
    {
        var longer = Unsqueeze(b, x);
        long[] sizes = [.. Enumerable.Range(0, b.Shape(longer).Rank).Select(a => b.Shape(longer)[a] == 1 ? 2L : -1)];
        var text = string.Join(", ", sizes);
        b.Method("expand", t => t.expand(sizes), longer, text, $"sizes: [{text}]");
    }

    // The mean along one axis, as large again as what it was taken of.
    private static void ExpandLike(ArchitectureBuilder b, int x)
    {
        var axis = b.Draw.From(1, b.Shape(x).Rank - 1);
        var mean = Mean(b, x, axis);
        string Sizes(string read) => string.Join(", ", Enumerable.Range(0, b.Shape(x).Rank).Select(a => a == axis ? read : "-1"));
        b.Add(
            (_, v) => v[0].expand([.. Enumerable.Range(0, (int)v[0].dim()).Select(a => a == axis ? v[1].shape[a] : -1)]),
            $"{{0}}.expand({Sizes($"{{1}}.shape[{axis}]")})",
            $"Tensor.expand({{0}}, sizes: [{Sizes($"{{1}}.shape[{axis}]")}])",
            null,
            mean,
            x);
    }

    private static void Along(ArchitectureBuilder b, int x, string method, Func<int, string> source, Func<int, string> program, Func<Tensor, int, Tensor> run)
    {
        var axis = b.Draw.From(1, b.Shape(x).Rank - 1);
        b.Method(method, t => run(t, axis), x, source(axis), program(axis));
    }
}
