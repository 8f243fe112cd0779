using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary><c>expand(sizes)</c> and <c>broadcast_to(shape)</c>: axes of extent 1 become larger, and new ones come first. A size that repeats an axis' own keeps it unless it is read.</summary>
internal sealed class ExpandTyping : ISizeTyping
{
    public void Apply(Application application)
    {
        var type = application.Node.Operands[0]!.Type;
        if ((application.Attributes.Find("sizes") ?? application.Attributes.Find("shape")) is not Value.Sequence sizes || !type.HasRank || sizes.Items.Count < type.Count || sizes.Items.Any(s => s is not Value.Integer))
        {
            application.GiveUp(KeptKind.UnknownOperation, $"{application.Node.Function} is given sizes that are not known");
            return;
        }

        var axes = new List<AxisType>();
        for (var i = 0; i < sizes.Items.Count; i++)
        {
            axes.Add(Expanded(application, type.FromEnd(sizes.Items.Count - 1 - i), (Value.Integer)sizes.Items[i]));
        }

        application.Result(new(axes));
        for (var i = 0; i < type.Count; i++)
        {
            application.Carry(0, i, i);
        }
    }

    private static AxisType Expanded(Application application, AxisType? axis, Value.Integer size)
    {
        if (axis is not null && size.Size.Equals(-1))
        {
            return axis;
        }

        if (axis is null || BroadcastTyping.IsOne(axis))
        {
            return size.Axis ?? AxisType.Fixed(size.Size);
        }

        application.Solver.Unify(axis, size.Axis ?? AxisType.Fixed(size.Size), application.Origin);
        return axis;
    }
}
