using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Zoo;

/// <content>Windows, resizing and padding of positions.</content>
internal static partial class RandomOperators
{
    private static IEnumerable<RandomOperator> Pooling() =>
    [
        Of("max_pool2d", IsWideImage, (b, x) => b.Function("functional.max_pool2d", t => nn.functional.max_pool2d(t, 2), x, "kernel_size: 2")),
        Of("max_pool2d", IsWideImage, (b, x) => b.Layer(x, "MaxPool2d", "MaxPool2d(3, stride: 2, padding: 1)", () => nn.MaxPool2d(3, 2, 1))),
        Of("avg_pool2d", IsWideImage, (b, x) => b.Function("functional.avg_pool2d", t => nn.functional.avg_pool2d(t, 2), x, "kernel_size: 2")),
        Of("adaptive_avg_pool2d", IsImage, (b, x) => b.Function("functional.adaptive_avg_pool2d", t => nn.functional.adaptive_avg_pool2d(t, 1), x, "output_size: 1")),
        Of("adaptive_max_pool2d", IsImage, (b, x) => b.Layer(x, "AdaptiveMaxPool2d", "AdaptiveMaxPool2d([2, 2])", () => nn.AdaptiveMaxPool2d([2, 2]))),
        Of("max_pool1d", IsLongSequence, (b, x) => b.Layer(x, "MaxPool1d", "MaxPool1d(2)", () => nn.MaxPool1d(2))),
        Of("avg_pool1d", IsLongSequence, (b, x) => b.Layer(x, "AvgPool1d", "AvgPool1d(2)", () => nn.AvgPool1d(2))),
        Of("adaptive_avg_pool1d", IsSequence, (b, x) => b.Layer(x, "AdaptiveAvgPool1d", "AdaptiveAvgPool1d(2)", () => nn.AdaptiveAvgPool1d(2))),
        Of("interpolate", IsImage, Interpolate),
        Of("upsample", IsImage, (b, x) => b.Layer(x, "Upsample", "Upsample(scale_factor: [2, 2], mode: UpsampleMode.Bilinear, align_corners: false)", () => nn.Upsample(scale_factor: [2, 2], mode: UpsampleMode.Bilinear, align_corners: false))),
        Of("pad positions", IsWideImage, PadPositions),
        Of("pad channels", IsImage, (b, x) => Pad(b, x, [0, 0, 0, 0, b.Draw.From(0, 2), b.Draw.From(1, 2)])),
        Of("pad channels", IsSequence, (b, x) => Pad(b, x, [0, 0, b.Draw.From(0, 2), b.Draw.From(1, 2)])),
        Of("pad the last axis", Any, (b, x) => Pad(b, x, [b.Draw.From(0, 2), b.Draw.From(1, 2)])),
        Of("pixel_shuffle", IsImage, (b, x) => b.Function("functional.pixel_shuffle", t => nn.functional.pixel_shuffle(t, 2), RequireMultiple(b, x, 1, 4), "upscale_factor: 2")),
        Of("pixel_unshuffle", IsImage, (b, x) => b.Function("functional.pixel_unshuffle", t => nn.functional.pixel_unshuffle(t, 2), RequireMultiple(b, RequireMultiple(b, x, 2, 2), 3, 2), "downscale_factor: 2")),
    ];

    private static void Interpolate(ArchitectureBuilder b, int x) => b.Add(
        (_, v) => nn.functional.interpolate(v[0], scale_factor: [2.0, 2.0], mode: InterpolationMode.Nearest),
        "functional.interpolate({0}, scale_factor: [2.0, 2.0], mode: InterpolationMode.Nearest)",
        "functional.interpolate({0}, scale_factor: [2.0, 2.0], mode: \"Nearest\")",
        null,
        x);

    private static void PadPositions(ArchitectureBuilder b, int x)
    {
        var mode = b.Draw.Of(PaddingModes.Reflect, PaddingModes.Replicate, PaddingModes.Circular);
        b.Add((_, v) => nn.functional.pad(v[0], [1, 2, 1, 0], mode), $"functional.pad({{0}}, [1, 2, 1, 0], PaddingModes.{mode})", $"functional.pad({{0}}, pad: [1, 2, 1, 0], mode: \"{mode}\")", null, x);
    }

    private static void Pad(ArchitectureBuilder b, int x, long[] pad)
    {
        var (text, value) = (string.Join(", ", pad), b.Draw.Of("0", "0", "0.5"));
        var number = double.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
        b.Add(
            (_, v) => nn.functional.pad(v[0], pad, PaddingModes.Constant, number),
            $"functional.pad({{0}}, [{text}], PaddingModes.Constant, {value})",
            $"functional.pad({{0}}, pad: [{text}], mode: \"Constant\", value: {value})",
            null,
            x);
    }

    private static int RequireMultiple(ArchitectureBuilder b, int x, int axis, long factor)
    {
        ArchitectureBuilder.Require(b.Shape(x)[axis] % factor == 0);
        return x;
    }

    private static bool IsWideImage(TensorShape shape) => IsImage(shape) && shape[2] > 3 && shape[3] > 3;

    private static bool IsLongSequence(TensorShape shape) => IsSequence(shape) && shape[2] > 1;
}
