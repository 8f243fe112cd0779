using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Zoo;

/// <content>Axes in another order, product or number.</content>
internal static partial class RandomOperators
{
    private static IEnumerable<RandomOperator> Shapes() =>
    [
        Of("flatten", s => s.Rank >= 3, (b, x) => Flatten(b, x)),
        Of("flatten positions", IsImage, (b, x) => b.Method("flatten", t => t.flatten(2), x, "2", "start_dim: 2")),
        Of("view that splits an axis", s => s.Rank is 2 or 3, Split),
        Of("view that joins two axes", s => s.Rank >= 3, Join),
        Of("transpose", s => s.Rank >= 3, Transpose),
        Of("permute", s => s.Rank == 4, Permute),
        Of("channel shuffle", s => s.Rank >= 2, Shuffle),
        Of("unsqueeze", s => s.Rank is 2 or 3, (b, x) => Unsqueeze(b, x)),
        Of("squeeze", s => s.Rank >= 3 && s.Extents.Skip(1).Contains(1), Squeeze),
        Of("stack", s => s.Rank is 2 or 3, Stack),
        Of("cat", Any, Concatenate),
        Of("cat", Any, Concatenate),
    ];

    private static int Flatten(ArchitectureBuilder b, int x) => b.Method("flatten", t => t.flatten(1), x, "1", "start_dim: 1");

    private static void Split(ArchitectureBuilder b, int x)
    {
        var shape = b.Shape(x);
        var axis = b.Draw.From(1, shape.Rank - 1);
        var outer = b.Draw.Of<long>([.. Divisors(shape[axis])]);
        ArchitectureBuilder.Require(outer > 1 && outer < shape[axis]);
        var (first, second) = b.Draw.Of((outer, -1L), (-1L, outer));
        View(b, x, b.Draw.Of("view", "reshape"), [.. Enumerable.Range(0, shape.Rank).SelectMany(a => a == axis ? [Number(first), Number(second)] : new Extent[] { Read(a) })]);
    }

    private static void Join(ArchitectureBuilder b, int x)
    {
        var shape = b.Shape(x);
        var axis = b.Draw.From(1, shape.Rank - 2);
        View(b, x, "reshape", [.. Enumerable.Range(0, shape.Rank).Where(a => a != axis + 1).Select(a => a == axis ? Number(-1) : Read(a))]);
    }

    private static void Transpose(ArchitectureBuilder b, int x)
    {
        var axis = b.Draw.From(1, b.Shape(x).Rank - 2);
        b.Method("transpose", t => t.transpose(axis, axis + 1), x, $"{axis}, {axis + 1}", $"dim0: {axis}, dim1: {axis + 1}");
    }

    private static void Permute(ArchitectureBuilder b, int x)
    {
        var order = b.Draw.Of<long[]>([0, 2, 3, 1], [0, 3, 1, 2], [0, 3, 2, 1]);
        var text = string.Join(", ", order);
        b.Method("permute", t => t.permute(order), x, text, $"permutation: [{text}]");
    }

    // The channels of several groups, taken in turns.
    private static void Shuffle(ArchitectureBuilder b, int x)
    {
        var shape = b.Shape(x);
        var groups = b.Draw.Of<long>([.. Divisors(shape[1]).Where(d => d > 1 && d < shape[1]), 1]);
        ArchitectureBuilder.Require(groups > 1);
        var later = Enumerable.Range(2, shape.Rank - 2).ToList();
        var split = View(b, x, "view", [Read(0), Number(groups), Number(-1), .. later.Select(Read)]);
        var turned = b.Method("transpose", t => t.transpose(1, 2), split, "1, 2", "dim0: 1, dim1: 2");
        View(b, turned, "reshape", [Read(0), Number(-1), .. later.Select(a => Read(a + 1))]);
    }

    private static int Unsqueeze(ArchitectureBuilder b, int x)
    {
        var axis = b.Draw.From(1, b.Shape(x).Rank);
        return b.Method("unsqueeze", t => t.unsqueeze(axis), x, $"{axis}", $"dim: {axis}");
    }

    private static void Squeeze(ArchitectureBuilder b, int x)
    {
        var axis = Enumerable.Range(1, b.Shape(x).Rank - 1).First(a => b.Shape(x)[a] == 1);
        b.Method("squeeze", t => t.squeeze(axis), x, $"{axis}", $"dim: {axis}");
    }

    private static void Stack(ArchitectureBuilder b, int x)
    {
        var (y, axis) = (Like(b, x), b.Draw.From(1, b.Shape(x).Rank));
        b.Expression($"torch.stack([{{0}}, {{1}}], dim: {axis})", (a, c) => stack([a, c], axis), x, y);
    }

    private static void Concatenate(ArchitectureBuilder b, int x)
    {
        var shape = b.Shape(x);
        var axis = b.Draw.From(1, shape.Rank - 1);
        var y = b.Another(x, s => s.Rank == shape.Rank && Enumerable.Range(0, s.Rank).All(a => a == axis || s[a] == shape[a]));
        var other = y != x || b.Draw.Below(3) == 0 ? y : SameShape(b, x);
        b.Expression($"torch.cat([{{0}}, {{1}}], dim: {axis})", (a, c) => cat([a, c], axis), x, other);
    }

    /// <summary>A view by numbers and extents that are read from the tensor, whose rank linking would have to guess where nothing tells it.</summary>
    private static int View(ArchitectureBuilder b, int x, string method, params Extent[] extents)
    {
        ArchitectureBuilder.Require(b.IsRanked);
        var text = string.Join(", ", extents.Select(e => e.Axis is { } axis ? $"{{0}}.shape[{axis}]" : $"{e.Value}"));
        return b.Method(method, t => t.reshape([.. extents.Select(e => e.Axis is { } axis ? t.shape[axis] : e.Value)]), x, text, $"shape: [{text}]");
    }

    private static Extent Number(long value) => new(value, null);

    private static Extent Read(int axis) => new(0, axis);

    private readonly record struct Extent(long Value, int? Axis);
}
