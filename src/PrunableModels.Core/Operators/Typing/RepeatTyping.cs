using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// <c>repeat(sizes)</c> and <c>tile(dims)</c> put copies of an axis one after the other, <c>repeat_interleave(repeats, dim)</c>
/// copies of each position: a fixed count outside or inside.
/// </summary>
internal sealed class RepeatTyping : ITyping
{
    public void Apply(Application application)
    {
        var type = application.Node.Operands[0]!.Type;
        if (!type.HasRank || Counts(application, type) is not { } counts)
        {
            application.GiveUp(KeptKind.UnknownOperation, $"{application.Node.Function} is given counts that are not known");
            return;
        }

        var isInside = application.Node.Operator.Name == "repeat_interleave";
        var rank = System.Math.Max(type.Count, counts.Count);
        var axes = new AxisType[rank];
        for (var i = 0; i < rank; i++)
        {
            var axis = type.FromEnd(i) ?? AxisType.Fixed(Size.One);
            var count = AxisType.Fixed(i < counts.Count ? counts[counts.Count - 1 - i].Size : Size.One);
            axes[rank - 1 - i] = count.Extent.Equals(Size.One) ? axis : application.Solver.Multiply(isInside ? [axis, count] : [count, axis], application.Origin);
        }

        application.Result(new(axes));
        for (var i = 0; i < type.Count; i++)
        {
            application.Carry(0, i, i);
        }
    }

    // From the front, for the last axes. A count that is the extent of a space would change with it.
    private static List<Value.Integer>? Counts(Application application, TensorType type)
    {
        var attributes = application.Attributes;
        List<Value>? given;
        if (application.Node.Operator.Name != "repeat_interleave")
        {
            given = (attributes.Find("sizes") ?? attributes.Find("dims") ?? attributes.Find("reps")) is Value.Sequence sizes ? sizes.Items : null;
        }
        else
        {
            var along = attributes.Find("dim") is null ? null : application.Dimension(type, 0, "dim");
            given = along is null || attributes.Find("repeats") is not { } repeats ? null
                : [.. Enumerable.Range(0, type.Count).Select(i => i == type.Count - 1 - along ? repeats : new Value.Integer(1))];
        }

        var counts = given?.OfType<Value.Integer>().ToList();
        if (counts is null || counts.Count != given!.Count || counts.Any(c => c.Axis is { } axis && !application.Solver.Resolve(axis).IsFixed))
        {
            counts?.Select(c => c.Axis).OfType<AxisType>().ToList()
                .ForEach(a => application.Solver.Keep(a, new(KeptKind.HardCodedSize, "its size is used as a number", application.Origin)));
            return null;
        }

        return counts;
    }
}
