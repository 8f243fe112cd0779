using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// The extents that windows over the last axes leave: floor((n + 2 p - d (k - 1) - 1) / s) + 1, or with <c>ceil_mode</c> rounded up, but for
/// a last window that would start in the padding behind.
/// </summary>
internal static class WindowExtents
{
    /// <summary>A convolution over so many axes.</summary>
    public static ComputedExtents Convolution(int axes) => (attributes, input) =>
        attributes.Find("padding") is Value.Text { Value: "Same" } ? Last(input, axes) : Sliding(attributes, input, axes, Stride(attributes, axes));

    /// <summary>A transposed convolution over so many axes: (n - 1) s - 2 p + d (k - 1) + output_padding + 1.</summary>
    public static ComputedExtents Transposed(int axes) => (attributes, input) =>
    {
        // What is called with an output size pads for it.
        if (attributes.Find("kernel_size") is null || attributes.Find("value") is not null || attributes.Find("output_size") is not null)
        {
            return null;
        }

        IReadOnlyList<Size> none = [.. Enumerable.Repeat(Size.Zero, axes)];
        var (kernel, stride, dilation) = (attributes.Window("kernel_size", axes), Stride(attributes, axes), attributes.Window("dilation", axes));
        var (padding, extra) = (attributes.Window("padding", axes, none), attributes.Window("output_padding", axes, none));
        return [.. Last(input, axes).Select((n, i) => ((n - 1) * stride[i]) - (2 * padding[i]) + (dilation[i] * (kernel[i] - 1)) + extra[i] + 1)];
    };

    /// <summary>A pooling window; its stride is its size unless given.</summary>
    public static ComputedExtents Pooling(int axes) => (attributes, input) =>
    {
        var stride = Stride(attributes, axes, attributes.Window("kernel_size", axes));
        return attributes.Flag("ceil_mode", false) ? RoundedUp(attributes, input, axes, stride) : Sliding(attributes, input, axes, stride);
    };

    /// <summary>A window that adapts to the extents asked for.</summary>
    public static ComputedExtents Adaptive(int axes) => (attributes, _) => attributes.Window("output_size", axes);

    // Some functions of TorchSharp spell it in the plural.
    private static IReadOnlyList<Size> Stride(Attributes attributes, int axes, IReadOnlyList<Size>? orElse = null) =>
        attributes.Window("stride", axes, attributes.Window("strides", axes, orElse));

    private static IReadOnlyList<Size> Last(TensorType input, int axes) =>
        [.. Enumerable.Range(0, axes).Select(i => input.FromEnd(axes - 1 - i)!.Extent)];

    // Which windows start in the padding is decided by numbers alone.
    private static IReadOnlyList<Size>? RoundedUp(Attributes attributes, TensorType input, int axes, IReadOnlyList<Size> stride)
    {
        var extents = Last(input, axes);
        var padding = attributes.Window("padding", axes, [.. Enumerable.Repeat(Size.Zero, axes)]);
        var counts = Sliding(attributes, [.. extents.Select((n, i) => n + stride[i] - 1)], axes, stride);
        var reaching = counts?.Select((count, i) => Reaching(count, stride[i], extents[i] + padding[i])).OfType<Size>().ToList();
        return reaching?.Count == axes ? reaching : null;
    }

    /// <summary>So many windows, or one less where the last would start at the limit or behind it; null where that is not known.</summary>
    private static Size? Reaching(Size count, Size stride, Size limit) =>
        count.IsConstant(out _) && Size.IsLess((count - 1) * stride, limit) is { } starts ? (starts ? count : count - 1) : null;

    private static IReadOnlyList<Size>? Sliding(Attributes attributes, TensorType input, int axes, IReadOnlyList<Size> stride) =>
        Sliding(attributes, Last(input, axes), axes, stride);

    // A function is given the kernel as a tensor, whose extents are not among the attributes.
    private static IReadOnlyList<Size>? Sliding(Attributes attributes, IReadOnlyList<Size> extents, int axes, IReadOnlyList<Size> stride)
    {
        if (attributes.Find("kernel_size") is null)
        {
            return null;
        }

        var kernel = attributes.Window("kernel_size", axes);
        IReadOnlyList<Size> none = [.. Enumerable.Repeat(Size.Zero, axes)];
        var padding = attributes.Find("padding") is Value.Text ? none : attributes.Window("padding", axes, none);
        var dilation = attributes.Window("dilation", axes);
        return [.. extents.Select((n, i) => ((n + (2 * padding[i]) - (dilation[i] * (kernel[i] - 1)) - 1) / stride[i]) + 1)];
    }
}
