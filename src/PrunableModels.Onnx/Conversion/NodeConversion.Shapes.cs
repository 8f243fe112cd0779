using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;

namespace PrunableModels.Onnx;

/// <content>Axes and extents.</content>
internal sealed partial class NodeConversion
{
    /// <summary>How many axes an operand has.</summary>
    public int Rank(int operand = 0) => node.Operands[operand]!.Type is { HasRank: true } type ? type.Count : throw Refuse("how many axes it is given is not known");

    /// <summary>The extents of an operand.</summary>
    public IReadOnlyList<Size> Extents(int operand = 0) => Rank(operand) >= 0 ? [.. node.Operands[operand]!.Type.Axes.Select(a => a.Extent)] : [];

    /// <summary>The extents of a result.</summary>
    public IReadOnlyList<Size> ResultExtents(int output = 0) => node.Outputs[output].Type is { HasRank: true } type ? [.. type.Axes.Select(a => a.Extent)] : throw Refuse("how many axes its result has is not known");

    /// <summary>The extent of an axis, which is counted from the last where it is negative.</summary>
    public Size Extent(long axis, int operand = 0) => Extents(operand)[(int)(axis < 0 ? axis + Rank(operand) : axis)];

    /// <summary>An extent that has to be known before the model runs.</summary>
    public long Fixed(Size extent) => extent.IsConstant(out var known) ? known : throw Refuse($"the extent {extent} is not known before the model runs");

    /// <summary>Sizes as a list of whole numbers.</summary>
    public OnnxValue Sizes(IReadOnlyList<Size> sizes) => sizes.All(s => s.IsConstant(out _))
        ? Integers([.. sizes.Select(Fixed)])
        : Emit("Concat", ElementType.Int64, [.. sizes.Select(graph.Sizes.Of)], ("axis", 0L));

    /// <summary>The tensor with other extents, of which ONNX works one out by itself.</summary>
    public OnnxValue Reshape(OnnxValue value, IReadOnlyList<Size> shape)
    {
        var free = shape.ToList().FindIndex(s => s.Equals(-1));
        free = free >= 0 ? free : shape.ToList().FindIndex(s => !graph.IsKnown(s));
        free = free >= 0 ? free : shape.ToList().FindIndex(s => !s.IsConstant(out _));
        return Emit("Reshape", value, Sizes([.. shape.Select((s, i) => i == free ? -1 : s)]));
    }

    /// <summary>The result's axes in terms of the first operand's, from the front: where each has come from.</summary>
    public long[] Order()
    {
        var (rank, result) = (Rank(), ResultExtents().Count);
        return [.. Enumerable.Range(0, result).Select(i => (long)(rank - 1 - node.Carried.Single(c => c.Operand == 0 && c.OutputAxis == result - 1 - i).Axis))];
    }
}
