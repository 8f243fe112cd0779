using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Onnx;

/// <content>Normalisation.</content>
internal static partial class OperatorConverters
{
    private static IEnumerable<(string Name, Converter Convert)> Norms() =>
    [
        .. Each(["batch_norm", "batch_norm1d", "batch_norm2d", "batch_norm3d"], BatchNorm),
        .. Each(["instance_norm", "instance_norm1d", "instance_norm2d", "instance_norm3d"], InstanceNorm),
        One("group_norm", GroupNorm),
        One("layer_norm", LayerNorm),
        One("local_response_norm", LocalResponseNorm),
        One("normalize", Normalize),
    ];

    private static OnnxValue BatchNorm(NodeConversion n)
    {
        n.Ignore("num_features", "momentum", "affine", "track_running_stats");
        var eps = n.Number("eps", 1e-5);
        return n.Optional("running_mean") is { } mean && n.Optional("running_var") is { } variance && !n.Flag("training", false)
            ? n.Emit("BatchNormalization", [n.X, Channels(n, "weight", 1), Channels(n, "bias", 0), mean, variance], ("epsilon", eps))
            : BatchStatistics(n, eps);
    }

    // Without running statistics those of the batch are taken in evaluation too.
    private static OnnxValue BatchStatistics(NodeConversion n, double eps)
    {
        long[] axes = [0, .. Axes(2, n.Rank() - 2)];
        var centred = n.Subtract(n.X, Reduced(n, "ReduceMean", n.X, axes, keeps: true));
        var variance = Reduced(n, "ReduceMean", n.Multiply(centred, centred), axes, keeps: true);
        return ScaledAndShifted(n, n.Divide(centred, n.Emit("Sqrt", n.Add(variance, n.Number(eps, variance)))));
    }

    private static OnnxValue ScaledAndShifted(NodeConversion n, OnnxValue value)
    {
        var spread = n.Integers([.. Axes(1, n.Rank() - 2)]);
        OnnxValue Spread(OnnxValue channels) => n.Rank() > 2 ? n.Emit("Unsqueeze", channels, spread) : channels;
        value = n.Optional("weight") is { } weight ? n.Multiply(value, Spread(weight)) : value;
        return n.Optional("bias") is { } bias ? n.Add(value, Spread(bias)) : value;
    }

    private static OnnxValue InstanceNorm(NodeConversion n)
    {
        if (n.Optional("running_mean") is not null)
        {
            return BatchNorm(n);
        }

        n.Ignore("num_features", "momentum", "affine", "track_running_stats");
        RequireBatched(n);
        return n.Emit("InstanceNormalization", [n.X, Channels(n, "weight", 1), Channels(n, "bias", 0)], ("epsilon", n.Number("eps", 1e-5)));
    }

    // The groups are the channels of an instance normalisation without scale and shift.
    private static OnnxValue GroupNorm(NodeConversion n)
    {
        n.Ignore("num_channels", "affine");
        var (groups, eps) = (n.Integer("num_groups", 1), n.Number("eps", 1e-5));
        var flat = n.Emit("Reshape", n.X, n.Integers(0, groups, -1));
        var normal = n.Emit("InstanceNormalization", [flat, Repeated(n, 1, groups), Repeated(n, 0, groups)], ("epsilon", eps));
        return ScaledAndShifted(n, n.Reshape(normal, n.Extents()));
    }

    private static OnnxValue LayerNorm(NodeConversion n)
    {
        n.Ignore("elementwise_affine", "bias");
        var shape = n.Dimensions("normalized_shape")!;
        var weight = n.Optional("weight") ?? n.Numbers([.. Enumerable.Repeat(1.0, (int)shape.Aggregate(1L, (a, b) => a * b))], n.X.Type, shape);
        return n.Emit("LayerNormalization", [n.X, weight, n.Optional("bias")], ("axis", (long)-shape.Length), ("epsilon", n.Number("eps", 1e-5)));
    }

    private static OnnxValue LocalResponseNorm(NodeConversion n)
    {
        var size = n.Integer("size", 1);
        return size % 2 == 1
            ? n.Emit("LRN", [n.X], ("size", size), ("alpha", n.Number("alpha", 1e-4)), ("beta", n.Number("beta", 0.75)), ("bias", n.Number("k", 1)))
            : throw n.Refuse("of an even number of neighbours ONNX takes others. Use an odd one");
    }

    private static OnnxValue Normalize(NodeConversion n)
    {
        var norm = Norm(n, n.Number("p", 2), [n.Integer("dim", 1)], keeps: true);
        return n.Divide(n.X, n.Emit("Max", norm, n.Number(n.Number("eps", 1e-12), n.X)));
    }

    private static OnnxValue Channels(NodeConversion n, string name, double orElse) => n.Optional(name) ?? Repeated(n, orElse, n.Fixed(n.Extent(1)));

    private static OnnxValue Repeated(NodeConversion n, double number, long count) => n.Numbers([.. Enumerable.Repeat(number, (int)count)], n.X.Type, count);

    private static void RequireBatched(NodeConversion n)
    {
        if (n.Rank() < 3)
        {
            throw n.Refuse($"it is given {n.Rank()} axes, and ONNX needs batch, channels and more. Give it a batch of one");
        }
    }
}
