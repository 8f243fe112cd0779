using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Zoo;

/// <content>Convolutions: with groups, depth-wise, dilated, strided, transposed.</content>
internal static partial class RandomOperators
{
    private static IEnumerable<RandomOperator> Convolutions() =>
    [
        Of("conv2d with groups", IsImage, (b, x) => Convolution2d(b, x, Multiple(b, x), Groups(b, x))),
        Of("conv1d with groups", IsSequence, (b, x) => Convolution1d(b, x, Multiple(b, x), Groups(b, x))),
        Of("conv2d depth-wise", IsImage, (b, x) => Convolution2d(b, x, b.Shape(x)[1] * b.Draw.From(1, 2), b.Shape(x)[1])),
        Of("conv1d depth-wise", IsSequence, (b, x) => Convolution1d(b, x, b.Shape(x)[1] * b.Draw.From(1, 2), b.Shape(x)[1])),
        Of("conv_transpose2d", IsImage, (b, x) => Transposed(b, x, 2)),
        Of("conv_transpose1d", IsSequence, (b, x) => Transposed(b, x, 1)),
    ];

    private static int Convolution2d(ArchitectureBuilder b, int x, long width, long groups)
    {
        var (from, kernel, text, stride, padding, dilation, bias, mode) = Window(b, x, width, groups);
        return b.Layer(x, "Conv2d", $"Conv2d({text})", () => nn.Conv2d(from, width, kernel, stride, padding, dilation, mode, groups, bias));
    }

    private static int Convolution1d(ArchitectureBuilder b, int x, long width, long groups)
    {
        var (from, kernel, text, stride, padding, dilation, bias, mode) = Window(b, x, width, groups);
        return b.Layer(x, "Conv1d", $"Conv1d({text})", () => nn.Conv1d(from, width, kernel, stride, padding, dilation, mode, groups, bias));
    }

    private static (long From, long Kernel, string Text, long Stride, long Padding, long Dilation, bool Bias, PaddingModes Mode) Window(ArchitectureBuilder b, int x, long width, long groups)
    {
        var shape = b.Shape(x);
        var kernel = b.Draw.Of(1L, 3L);
        var isWide = shape.Extents.Skip(2).All(e => e > 4);
        var dilation = kernel == 3 && isWide ? b.Draw.Of(1L, 1L, 2L) : 1;
        var padding = kernel == 3 ? (isWide ? b.Draw.Of(1L, 1L, 0L) : 1) * dilation : 0;
        var stride = isWide ? b.Draw.Of(1L, 1L, 2L) : 1;
        var bias = b.Draw.Below(3) > 0;
        var mode = padding == 1 && isWide ? b.Draw.Of(PaddingModes.Zeros, PaddingModes.Zeros, PaddingModes.Reflect, PaddingModes.Circular) : PaddingModes.Zeros;
        var text = $"{shape[1]}, {width}, {kernel}"
            + (stride == 1 ? "" : $", stride: {stride}") + (padding == 0 ? "" : $", padding: {padding}") + (dilation == 1 ? "" : $", dilation: {dilation}")
            + (mode == PaddingModes.Zeros ? "" : $", padding_mode: PaddingModes.{mode}") + (groups == 1 ? "" : $", groups: {groups}") + (bias ? "" : ", bias: false");
        return (shape[1], kernel, text, stride, padding, dilation, bias, mode);
    }

    private static int Transposed(ArchitectureBuilder b, int x, int axes)
    {
        var from = b.Shape(x)[1];
        var groups = b.Draw.Of(1, 1, Groups(b, x), from);
        var width = groups * b.Draw.Of(1L, 2L, 3L);
        var (kernel, stride, bias) = (b.Draw.Of(1L, 2L, 3L), b.Draw.Of(1L, 2L), b.Draw.Below(3) > 0);
        var text = $"ConvTranspose{axes}d({from}, {width}, {kernel}, stride: {stride}{(groups == 1 ? "" : $", groups: {groups}")}{(bias ? "" : ", bias: false")})";
        return b.Layer(x, $"ConvTranspose{axes}d", text, () => axes == 1
            ? nn.ConvTranspose1d(from, width, kernel, stride, groups: groups, bias: bias)
            : nn.ConvTranspose2d(from, width, kernel, stride, groups: groups, bias: bias));
    }

    private static long Groups(ArchitectureBuilder b, int x)
    {
        var divisors = Divisors(b.Shape(x)[1]).Where(d => d > 1).ToList();
        ArchitectureBuilder.Require(divisors.Count > 0);
        return b.Draw.Of<long>(divisors);
    }

    // A width that every number of groups divides that divides the channels.
    private static long Multiple(ArchitectureBuilder b, int x) => b.Shape(x)[1] * b.Draw.From(1, 2);

    private static IEnumerable<long> Divisors(long number) => Enumerable.Range(1, (int)number).Select(d => (long)d).Where(d => number % d == 0);
}
