using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;

namespace PrunableModels.Onnx;

/// <content>Parts of a tensor.</content>
internal static partial class OperatorConverters
{
    private static IEnumerable<(string Name, Converter Convert)> Parts() =>
    [
        .. new[] { "chunk", "split", "tensor_split" }.Select(name => (name, (Converter)Split)),
        ("unbind", Unbound),
        One("narrow", Narrowed),
        One("slice", Sliced),
        One("select", n => n.Emit("Gather", [n.X, SelectedPosition(n)], ("axis", n.Dimension(0, "dim")))),
        One("index", Indexed),
        One("index_select", n => n.Emit("Gather", [n.X, n.Operand(1)], ("axis", n.Dimension(0, "dim")))),
        One("gather", Gathered),
    ];

    private static IReadOnlyList<OnnxValue> Split(NodeConversion n)
    {
        var axis = n.Dimension(0, "dim", "dimension");
        n.IgnoreAll();
        var outputs = n.Node.Outputs.Count;
        if (outputs == 1)
        {
            return [n.X];
        }

        var sizes = Enumerable.Range(0, outputs).Select(i => n.ResultExtents(i)[(int)(axis < 0 ? axis + n.Rank() : axis)]).ToList();
        return Split(n, axis, sizes);
    }

    // Sizes are given wherever they are known: runtimes take two without them for the same, though one gives more parts than the other.
    private static IReadOnlyList<OnnxValue> Split(NodeConversion n, long axis, List<Size> sizes) => n.EmitAll(
        "Split",
        [.. sizes.Select(_ => n.X.Type)],
        sizes.All(s => s.IsConstant(out _)) || !sizes.All(s => s.Equals(sizes[0])) ? [n.X, n.Sizes(sizes)] : [n.X],
        ("axis", axis));

    private static IReadOnlyList<OnnxValue> Unbound(NodeConversion n)
    {
        var axis = n.Dimension(0, "dim", "dimension");
        var parts = n.Node.Outputs.Count == 1 ? [n.X] : Split(n, axis, [.. n.Node.Outputs.Select(_ => Size.One)]);
        return [.. parts.Select(p => n.Emit("Squeeze", p, n.Integers(axis)))];
    }

    private static OnnxValue Narrowed(NodeConversion n)
    {
        var (start, length) = (n.SizeOf(n.Find("start")!), n.SizeOf(n.Find("length")!));

        // Counted from the end, what would reach it has no position behind it.
        var isBehind = start.IsConstant(out var first) && first < 0;
        Size stop = isBehind && length.Equals(-first) ? long.MaxValue : start + length;
        return Slice(n, n.X, [(n.Dimension(0, "dim"), start, stop, 1)]);
    }

    private static OnnxValue Sliced(NodeConversion n) => Slice(
        n, n.X, [(n.Dimension(0, "dim"), n.Find("start") is { } start ? n.SizeOf(start) : 0, n.Find("finish") is { } stop ? n.SizeOf(stop) : long.MaxValue, n.Integer("step", 1))]);

    private static OnnxValue SelectedPosition(NodeConversion n) => n.Find("index") switch
    {
        Value.Integer { Size: var size } when size.IsConstant(out var known) => n.Integer(known),
        { } position => n.Emit("Squeeze", n.Sizes([n.SizeOf(position)])),
        null => throw n.Refuse("its position is not known"),
    };

    private static OnnxValue Gathered(NodeConversion n)
    {
        var dimension = n.Dimension(0, "dim");
        var axis = (int)(dimension < 0 ? dimension + n.Rank() : dimension);
        return n.Extents(0).Where((_, i) => i != axis).SequenceEqual(n.Extents(1).Where((_, i) => i != axis))
            ? n.Emit("GatherElements", [n.X, n.Operand(1)], ("axis", dimension))
            : throw n.Refuse("its positions are fewer than there are places. Narrow the tensor first");
    }

    private static OnnxValue Slice(NodeConversion n, OnnxValue value, IReadOnlyList<(long Axis, Size Start, Size Stop, long Step)> parts) => n.Emit(
        "Slice", value, n.Sizes([.. parts.Select(p => p.Start)]), n.Sizes([.. parts.Select(p => p.Stop)]), n.Integers([.. parts.Select(p => p.Axis)]), n.Integers([.. parts.Select(p => p.Step)]));

    /// <summary>
    /// An index of C#: ranges first, then the positions that are chosen by a tensor, then single positions from the last axis to the
    /// first, and new axes at the end, so that each finds the axes as they were counted.
    /// </summary>
    private static OnnxValue Indexed(NodeConversion n)
    {
        var items = new IndexItems(n, [.. n.All("value"), .. n.All("null")]);
        var result = items.Ranges.Count == 0 ? n.X : Slice(n, n.X, items.Ranges);
        if (items.Chosen is { } chosen)
        {
            var positions = n.Operand(1);
            result = positions.Type is ElementType.Int64 or ElementType.Int32 ? n.Emit("Gather", [result, positions], ("axis", chosen))
                : throw n.Refuse("it chooses by a mask, so that how much it takes is not known before the model runs. Use masked_fill or where");
        }

        result = items.Positions.OrderByDescending(p => p.Axis).Aggregate(result, (value, p) => n.Emit("Gather", [value, n.Integer(p.Position)], ("axis", p.Axis)));
        return items.New.Count == 0 ? result : n.Emit("Unsqueeze", result, n.Integers([.. items.New]));
    }
}
