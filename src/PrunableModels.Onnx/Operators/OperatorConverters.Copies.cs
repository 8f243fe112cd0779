using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;

namespace PrunableModels.Onnx;

/// <content>More of a tensor: copies, padding, other resolutions, and another order of positions.</content>
internal static partial class OperatorConverters
{
    private static IEnumerable<(string Name, Converter Convert)> Copies() =>
    [
        .. Each(["repeat", "tile"], Repeated),
        One("repeat_interleave", Interleaved),
        .. Each(["expand", "broadcast_to", "expand_as"], Expanded),
        One("pad", n => Pad(n, n.X, Padding(n, "pad"), n.Text("mode") ?? "Constant", n.Number("value", 0))),
        .. ForAxes(1, 3, "constant_pad{0}d", (n, axes) => Pad(n, n.X, Padding(n, "padding", axes), "Constant", n.Number("value", 0))),
        One("zero_pad2d", n => Pad(n, n.X, Padding(n, "padding", 2), "Constant", 0)),
        .. ForAxes(1, 3, "reflection_pad{0}d", (n, axes) => Pad(n, n.X, Padding(n, "padding", axes), "Reflect", 0)),
        .. ForAxes(1, 3, "replication_pad{0}d", (n, axes) => Pad(n, n.X, Padding(n, "padding", axes), "Replicate", 0)),
        .. Each(["interpolate", "upsample"], Resized),
        One("roll", Rolled),
        One("flip", n => Slice(n, n.X, [.. n.Dimensions("dims")!.Select(d => (d, (Size)(-1), (Size)long.MinValue, -1L))])),
        .. Each(["triu", "tril"], n => n.Emit("Trilu", [n.X, n.Integer(n.Integer("diagonal", 0))], ("upper", n.Node.Operator.Name == "triu" ? 1L : 0))),
    ];

    private static OnnxValue Repeated(NodeConversion n)
    {
        var counts = ((Value.Sequence)n.Find("sizes", "dims", "reps")!).Items.Select(n.SizeOf).ToList();
        var (rank, input) = (n.Rank(), n.X);
        if (counts.Count > rank)
        {
            input = n.Emit("Unsqueeze", input, n.Integers([.. Axes(0, counts.Count - rank)]));
        }

        return n.Emit("Tile", input, n.Sizes([.. Enumerable.Repeat(Size.One, System.Math.Max(0, rank - counts.Count)), .. counts]));
    }

    private static OnnxValue Interleaved(NodeConversion n)
    {
        var (count, dimension) = (n.Integer("repeats", 1), n.Dimension(0, "dim"));
        var axis = dimension < 0 ? dimension + n.Rank() : dimension;
        var spread = n.Emit("Unsqueeze", n.X, n.Integers(axis + 1));
        var copies = n.Emit("Tile", spread, n.Integers([.. Axes(0, n.Rank() + 1).Select(i => i == axis + 1 ? count : 1)]));
        return n.Reshape(copies, n.ResultExtents());
    }

    private static OnnxValue Expanded(NodeConversion n)
    {
        n.IgnoreAll();
        return n.Emit("Expand", n.X, n.Sizes(n.ResultExtents()));
    }

    private static List<Size> Padding(NodeConversion n, string name, int axes = 0) => n.Find(name) switch
    {
        Value.Sequence pairs => [.. pairs.Items.Select(n.SizeOf)],
        { } one => [.. Enumerable.Repeat(n.SizeOf(one), 2 * axes)],
        null => throw n.Refuse("its padding is not known"),
    };

    // TorchSharp gives pairs from the last axis on, ONNX all that is before from the first axis on, and then all that is behind.
    private static OnnxValue Pad(NodeConversion n, OnnxValue value, List<Size> pairs, string mode, double number)
    {
        var name = mode switch
        {
            "Constant" or "constant" => "constant",
            "Reflect" or "reflect" => "reflect",
            "Replicate" or "replicate" => "edge",
            "Circular" or "circular" => "wrap",
            _ => throw n.Refuse($"padding in the mode {mode} is not exported"),
        };
        if (name == "wrap")
        {
            return Wrapped(n, value, pairs);
        }

        var unpadded = Enumerable.Repeat(Size.Zero, n.Rank() - (pairs.Count / 2)).ToList();
        var (before, behind) = (Enumerable.Range(0, pairs.Count / 2).Select(i => pairs[2 * i]).Reverse(), Enumerable.Range(0, pairs.Count / 2).Select(i => pairs[(2 * i) + 1]).Reverse());
        var pads = n.Sizes([.. unpadded, .. before, .. unpadded, .. behind]);
        return n.Emit("Pad", name == "constant" ? [value, pads, n.Number(number, value)] : [value, pads], ("mode", name));
    }

    private static OnnxValue Wrapped(NodeConversion n, OnnxValue value, List<Size> pairs)
    {
        for (var i = 0; i < pairs.Count / 2; i++)
        {
            var (axis, before, after) = (n.Rank() - 1L - i, n.Fixed(pairs[2 * i]), n.Fixed(pairs[(2 * i) + 1]));
            List<OnnxValue> parts = [value];
            if (before > 0)
            {
                parts.Insert(0, Slice(n, value, [(axis, -before, long.MaxValue, 1)]));
            }

            if (after > 0)
            {
                parts.Add(Slice(n, value, [(axis, 0, after, 1)]));
            }

            value = Joined(n, parts, axis);
        }

        return value;
    }

    private static OnnxValue Resized(NodeConversion n)
    {
        var (mode, alignsCorners) = (n.Text("mode") ?? "Nearest", n.Flag("align_corners", false));
        var (name, coordinates) = mode switch
        {
            "Nearest" => ("nearest", "asymmetric"),
            "Linear" or "Bilinear" or "Trilinear" => ("linear", alignsCorners ? "align_corners" : "pytorch_half_pixel"),
            "Bicubic" => ("cubic", alignsCorners ? "align_corners" : "pytorch_half_pixel"),
            _ => throw n.Refuse($"resizing in the mode {mode} is not exported"),
        };
        AttributeMessage[] attributes = [("mode", name), ("coordinate_transformation_mode", coordinates), ("nearest_mode", "floor"), ("cubic_coeff_a", -0.75)];
        var positions = n.Rank() - 2;
        if (n.Find("size") is not null)
        {
            n.Ignore("scale_factor", "recompute_scale_factor");
            return n.Emit("Resize", n.X.Type, [n.X, null, null, n.Sizes(n.ResultExtents())], attributes);
        }

        if (n.Flag("recompute_scale_factor", false))
        {
            throw n.Refuse("its scale is computed again from the extents. Give it a size");
        }

        var scales = n.Find("scale_factor") switch
        {
            Value.Sequence list => list.Items.Select(i => i.AsLiteral() ?? throw n.Refuse($"the scale {i} is not known")).ToList(),
            { } one => [.. Enumerable.Repeat(one.AsLiteral() ?? throw n.Refuse($"the scale {one} is not known"), positions)],
            null => throw n.Refuse("neither size nor scale is given"),
        };
        scales = scales.Count == 1 ? [.. Enumerable.Repeat(scales[0], positions)] : scales;
        return n.Emit("Resize", n.X.Type, [n.X, null, n.Numbers([1, 1, .. scales], ElementType.Float, positions + 2)], attributes);
    }

    // The last positions come before the others.
    private static OnnxValue Rolled(NodeConversion n)
    {
        var (shifts, axes) = (n.Dimensions("shifts")!, n.Dimensions("dims") ?? throw n.Refuse("without dimensions it goes over all of them"));
        return shifts.Zip(axes).Where(s => s.First != 0).Aggregate(n.X, (value, s) =>
            Joined(n, [Slice(n, value, [(s.Second, -s.First, long.MaxValue, 1)]), Slice(n, value, [(s.Second, 0, -s.First, 1)])], s.Second));
    }
}
