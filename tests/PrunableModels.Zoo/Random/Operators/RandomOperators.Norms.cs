using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Zoo;

/// <content>Normalisation.</content>
internal static partial class RandomOperators
{
    private static IEnumerable<RandomOperator> Norms() =>
    [
        Of("batch_norm2d", IsImage, (b, x) => Norm(b, x, "BatchNorm2d", c => nn.BatchNorm2d(c))),
        Of("batch_norm2d", IsImage, (b, x) => b.Function("functional.relu", t => t.relu(), Norm(b, x, "BatchNorm2d", c => nn.BatchNorm2d(c)))),
        Of("batch_norm1d", s => s.Rank is 2 or 3, (b, x) => Norm(b, WithClearChannels(b, x), "BatchNorm1d", c => nn.BatchNorm1d(c))),
        Of("batch_norm without scale", IsImage, (b, x) => Norm(b, x, "BatchNorm2d", c => nn.BatchNorm2d(c, affine: false), ", affine: false")),
        Of("batch_norm without statistics", IsImage, (b, x) => Norm(b, x, "BatchNorm2d", c => nn.BatchNorm2d(c, track_running_stats: false), ", track_running_stats: false")),
        Of("instance_norm2d", HasPositions, (b, x) => InstanceNorm(b, x, b.Draw.Below(2) == 0)),
        Of("group_norm", s => s.Rank >= 3, GroupNorm),
        Of("layer_norm", Any, (b, x) => Norm(b, x, "LayerNorm", c => nn.LayerNorm(c), axis: -1)),
    ];

    private static int Norm(ArchitectureBuilder b, int x, string type, Func<long, nn.Module<Tensor, Tensor>> make, string arguments = "", int axis = 1)
    {
        var channels = b.Shape(x)[axis];
        return b.Layer(x, type, $"{type}({channels}{arguments})", () => make(channels));
    }

    private static int WithClearChannels(ArchitectureBuilder b, int x)
    {
        ArchitectureBuilder.Require(b.IsRanked || b.Shape(x).Rank == 2);
        return x;
    }

    private static void InstanceNorm(ArchitectureBuilder b, int x, bool affine)
    {
        var text = affine ? ", affine: true" : "";
        _ = IsImage(b.Shape(x))
            ? Norm(b, x, "InstanceNorm2d", c => nn.InstanceNorm2d(c, affine: affine), text)
            : Norm(b, x, "InstanceNorm1d", c => nn.InstanceNorm1d(c, affine: affine), text);
    }

    private static void GroupNorm(ArchitectureBuilder b, int x)
    {
        var channels = b.Shape(x)[1];
        var groups = b.Draw.Of<long>([.. Divisors(channels)]);
        b.Layer(x, "GroupNorm", $"GroupNorm({groups}, {channels})", () => nn.GroupNorm(groups, channels));
    }

    private static bool HasPositions(TensorShape shape) => shape.Rank is 3 or 4 && shape.Extents.Skip(2).Aggregate(1L, (a, e) => a * e) > 1;
}
