using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;

namespace PrunableModels.Onnx;

/// <summary>The items of an index of C#, each with the axis that it is for.</summary>
internal sealed class IndexItems
{
    private const string Rest = "...";
    private const string NewAxis = "new";
    private const string Tensor = "tensor";

    public IndexItems(NodeConversion node, IReadOnlyList<Value> items)
    {
        var (axis, result) = (0L, 0L);
        foreach (var item in items)
        {
            switch (item)
            {
                case Value.Text { Value: NewAxis } or Value.Null:
                    New.Add(result++);
                    break;
                case Value.Text { Value: Rest }:
                    var others = node.Rank() - items.Count(i => i is not (Value.Text { Value: Rest or NewAxis } or Value.Null));
                    (axis, result) = (axis + others, result + others);
                    break;
                case Value.Text { Value: Tensor } when Chosen is null:
                    Chosen = axis++;
                    result += node.Rank(operand: 1);
                    break;
                case Value.Sequence { IsTuple: true, Items: [var start, var stop, .. var step] }:
                    Range(node, axis++, start, stop, step);
                    result++;
                    break;
                case Value.Integer { Size: var size } when size.IsConstant(out var position):
                    Positions.Add((Chosen is null ? axis : axis + node.Rank(operand: 1) - 1, position));
                    axis++;
                    break;
                default:
                    throw node.Refuse($"the position {item} is not known");
            }
        }
    }

    /// <summary>Axes of which a part is taken.</summary>
    public List<(long Axis, Size Start, Size Stop, long Step)> Ranges { get; } = [];

    /// <summary>Axes of which one position is taken, counted once the tensor has chosen.</summary>
    public List<(long Axis, long Position)> Positions { get; } = [];

    /// <summary>New axes of the result.</summary>
    public List<long> New { get; } = [];

    /// <summary>The axis of which a tensor chooses positions, or null.</summary>
    public long? Chosen { get; }

    private void Range(NodeConversion node, long axis, Value start, Value stop, List<Value> step)
    {
        var by = step is [Value.Integer { Size: var size }] && size.IsConstant(out var known) ? known : step is [] or [Value.Null] ? 1 : throw node.Refuse("the step of its index is not known");
        if (start is not Value.Null || stop is not Value.Null || by != 1)
        {
            Ranges.Add((axis, start is Value.Null ? 0 : node.SizeOf(start), stop is Value.Null ? long.MaxValue : node.SizeOf(stop), by));
        }
    }
}
