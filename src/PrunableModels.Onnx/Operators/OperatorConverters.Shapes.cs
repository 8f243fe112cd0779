using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;

namespace PrunableModels.Onnx;

/// <content>The same elements with other axes.</content>
internal static partial class OperatorConverters
{
    private static IEnumerable<(string Name, Converter Convert)> Shapes() =>
    [
        .. Each(["flatten", "unflatten", "view_as"], Reshaped),
        .. Each(["view", "reshape"], Viewed),
        .. Each(["permute", "transpose", "swapaxes", "swapdims", "movedim", "moveaxis", "t", "T", "mT", "H", "mH"], Permuted),
        One("unsqueeze", n => n.Emit("Unsqueeze", n.X, n.Integers(n.Integer("dim", 0)))),
        One("squeeze", n => n.Emit("Squeeze", n.X, n.Integers(n.Integer("dim", 0)))),
        One("cat", n => Joined(n, [.. n.Operands], n.Dimension(0, "dim"))),
        One("stack", Stacked),
        One("pixel_shuffle", n => n.Emit("DepthToSpace", [n.X], ("blocksize", n.Integer("upscale_factor", 1)), ("mode", "CRD"))),
        One("pixel_unshuffle", PixelUnshuffled),
        One("channel_shuffle", ChannelShuffled),
    ];

    private static OnnxValue Reshaped(NodeConversion n)
    {
        n.IgnoreAll();
        return n.Reshape(n.X, n.ResultExtents());
    }

    // Where the axes of the result were not followed, the shape that is asked for is as good.
    private static OnnxValue Viewed(NodeConversion n) => n.Find("shape") is Value.Sequence shape && n.Node.Opaque is not null
        ? n.Reshape(n.X, [.. shape.Items.Select(n.SizeOf)])
        : Reshaped(n);

    private static OnnxValue Permuted(NodeConversion n)
    {
        n.IgnoreAll();
        return n.Emit("Transpose", [n.X], ("perm", n.Order()));
    }

    private static OnnxValue Joined(NodeConversion n, IReadOnlyList<OnnxValue> parts, long axis)
    {
        var type = parts.Select(p => p.Type).Aggregate(ElementTypes.Common);
        return parts.Count == 1 ? parts[0] : n.Emit("Concat", [.. parts.Select(p => n.Cast(p, type))], ("axis", axis));
    }

    private static OnnxValue Stacked(NodeConversion n)
    {
        var axis = n.Dimension(0, "dim");
        return Joined(n, [.. n.Operands.Select(o => n.Emit("Unsqueeze", o, n.Integers(axis)))], axis);
    }

    // ONNX's own counts the channels in another order.
    private static OnnxValue PixelUnshuffled(NodeConversion n)
    {
        var by = n.Integer("downscale_factor", 1);
        if (n.Rank() != 4)
        {
            throw n.Refuse("it is not given batch, channels, height and width");
        }

        var extents = n.Extents();
        var cells = n.Reshape(n.X, [extents[0], extents[1], extents[2] / by, by, extents[3] / by, by]);
        return n.Reshape(n.Emit("Transpose", [cells], ("perm", new long[] { 0, 1, 3, 5, 2, 4 })), n.ResultExtents());
    }

    private static OnnxValue ChannelShuffled(NodeConversion n)
    {
        var (groups, extents) = (n.Integer("groups", 1), n.Extents());
        var cells = n.Reshape(n.X, [extents[0], groups, extents[1] / groups, .. extents.Skip(2)]);
        return n.Reshape(n.Emit("Transpose", [cells], ("perm", (long[])[0, 2, 1, .. Axes(3, extents.Count - 2)])), extents);
    }
}
