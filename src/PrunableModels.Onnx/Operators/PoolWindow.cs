using System;
using System.Linq;

namespace PrunableModels.Onnx;

/// <summary>A window that moves over the last axes.</summary>
internal sealed class PoolWindow
{
    private readonly NodeConversion node;
    private readonly int axes;
    private readonly bool isRoundedUp;

    public PoolWindow(NodeConversion node, int axes)
    {
        (this.node, this.axes) = (node, axes);
        Kernel = node.Window(["kernel_size"], axes, []);
        Stride = node.Window(["stride", "strides"], axes, Kernel);
        Padding = node.Window("padding", axes, 0);
        Dilation = node.Window("dilation", axes, 1);
        isRoundedUp = node.Flag("ceil_mode", false);
        if (Kernel.Length == 0)
        {
            throw node.Refuse("its window is not known");
        }
    }

    public long[] Kernel { get; }

    public long[] Stride { get; }

    public long[] Padding { get; }

    public long[] Dilation { get; }

    /// <summary>The padding behind. Where extents are rounded up it is what the last window needs, which runtimes do not round alike.</summary>
    public long[] After()
    {
        if (!isRoundedUp)
        {
            return Padding;
        }

        var (input, output) = (node.Extents().Skip(2).Select(node.Fixed).ToArray(), node.ResultExtents().Skip(2).Select(node.Fixed).ToArray());
        return [.. Enumerable.Range(0, axes).Select(i => Math.Max(Padding[i], ((output[i] - 1) * Stride[i]) + (Dilation[i] * (Kernel[i] - 1)) + 1 - input[i] - Padding[i]))];
    }
}
