using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Zoo;

/// <content>Parts of an axis: equal ones, such of written sizes, and ranges.</content>
internal static partial class RandomOperators
{
    private static IEnumerable<RandomOperator> Parts() =>
    [
        Of("chunk", Any, Chunk),
        Of("chunk, and both parts used", Any, Gate),
        Of("split", Any, SplitSizes),
        Of("split by a size that is read", Any, SplitRead),
        Of("unbind", s => s.Rank >= 3, Unbind),
        Of("narrow", Any, Narrow),
        Of("select", s => s.Rank >= 3, Select),
        Of("index", Any, From),
        Of("index to before the end", Any, BeforeEnd),
        Of("slice", Any, Slice),
    ];

    private static void Chunk(ArchitectureBuilder b, int x) => Half(b, x, EvenAxis(b, x), b.Draw.Below(2));

    private static int Half(ArchitectureBuilder b, int x, int axis, int part) =>
        b.Method("chunk", t => t.chunk(2, axis)[part], x, $"2, {axis}", $"chunks: 2, dim: {axis}", $"[{part}]");

    private static void Gate(ArchitectureBuilder b, int x)
    {
        var axis = EvenAxis(b, x);
        var (left, right) = (Half(b, x, axis, 0), Half(b, x, axis, 1));
        b.Expression("{0} * torch.sigmoid({1})", (a, c) => a * c.sigmoid(), left, right);
    }

    private static void SplitSizes(ArchitectureBuilder b, int x)
    {
        var (axis, first, part) = (Axis(b, x), 0L, b.Draw.Below(2));
        var extent = b.Shape(x)[axis];
        first = b.Draw.From(1, (int)extent - 1);
        b.Method("split", t => t.split([first, extent - first], axis)[part], x, $"[{first}, {extent - first}], {axis}", $"sizes: [{first}, {extent - first}], dim: {axis}", $"[{part}]");
    }

    // What a concatenation has joined is taken apart again by the size of its first part.
    private static void SplitRead(ArchitectureBuilder b, int x)
    {
        var axis = Axis(b, x);
        var y = SameShape(b, x);
        var both = b.Expression($"torch.cat([{{0}}, {{1}}], dim: {axis})", (a, c) => cat([a, c], axis), x, y);
        b.Add(
            (_, v) => v[0].narrow(axis, 0, v[1].shape[axis]),
            $"{{0}}.narrow({axis}, 0, {{1}}.shape[{axis}])",
            $"Tensor.narrow({{0}}, dim: {axis}, start: 0, length: {{1}}.shape[{axis}])",
            null,
            both,
            x);
    }

    private static void Unbind(ArchitectureBuilder b, int x)
    {
        var axis = b.Draw.From(1, b.Shape(x).Rank - 1);
        var part = b.Draw.Below((int)b.Shape(x)[axis]);
        b.Method("unbind", t => t.unbind(axis)[part], x, $"{axis}", $"dimension: {axis}", $"[{part}]");
    }

    private static void Narrow(ArchitectureBuilder b, int x)
    {
        var axis = Axis(b, x);
        var start = b.Draw.Below((int)b.Shape(x)[axis] - 1);
        var length = b.Draw.From(1, (int)b.Shape(x)[axis] - start);
        b.Method("narrow", t => t.narrow(axis, start, length), x, $"{axis}, {start}, {length}", $"dim: {axis}, start: {start}, length: {length}");
    }

    private static void Select(ArchitectureBuilder b, int x)
    {
        var axis = b.Draw.From(1, b.Shape(x).Rank - 1);
        var index = b.Draw.Of(b.Draw.Below((int)b.Shape(x)[axis]), -1);
        b.Method("select", t => t.select(axis, index), x, $"{axis}, {index}", $"dim: {axis}, index: {index}");
    }

    private static void From(ArchitectureBuilder b, int x)
    {
        var axis = Axis(b, x);
        var start = b.Draw.From(1, (int)b.Shape(x)[axis] - 1);
        Index(b, x, axis, TensorIndex.Slice(start), $"{start}..", $"tuple({start}, null)");
    }

    private static void BeforeEnd(ArchitectureBuilder b, int x)
    {
        var axis = Axis(b, x);
        var fromEnd = b.Draw.From(1, (int)b.Shape(x)[axis] - 1);
        Index(b, x, axis, TensorIndex.Slice(null, -fromEnd), $"..^{fromEnd}", $"tuple(null, -{fromEnd})");
    }

    private static void Index(ArchitectureBuilder b, int x, int axis, TensorIndex range, string source, string program)
    {
        string All(string all, string last) => string.Concat(Enumerable.Repeat($"{all}, ", axis)) + last;
        b.Add(
            (_, v) => v[0].index([.. Enumerable.Repeat(TensorIndex.Colon, axis), range]),
            $"{{0}}[{All("..", source)}]",
            $"Tensor.index({{0}}, {All("tuple(null, null)", program)})",
            null,
            x);
    }

    private static void Slice(ArchitectureBuilder b, int x)
    {
        var axis = Axis(b, x);
        var start = b.Draw.Below((int)b.Shape(x)[axis] - 1);
        var finish = b.Draw.From(start + 1, (int)b.Shape(x)[axis]);
        b.Method("slice", t => t.slice(axis, start, finish, 1), x, $"{axis}, {start}, {finish}, 1", $"dim: {axis}, start: {start}, finish: {finish}, step: 1");
    }

    // One that can be cut.
    private static int Axis(ArchitectureBuilder b, int x)
    {
        var axes = Enumerable.Range(1, b.Shape(x).Rank - 1).Where(a => b.Shape(x)[a] > 1).ToList();
        ArchitectureBuilder.Require(axes.Count > 0);
        return b.Draw.Of<int>(axes);
    }
}
