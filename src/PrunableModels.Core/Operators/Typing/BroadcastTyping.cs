using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>Element by element over all operands, aligned from the last axis: equal axes are unified, an axis of extent 1 ties nothing.</summary>
internal sealed class BroadcastTyping : IComputingTyping
{
    public void Apply(Application application)
    {
        var operands = application.Node.Operands;
        var present = application.Present.ToList();
        var rank = present.Max(v => v.Type.Count);
        var open = present.FirstOrDefault(v => !v.Type.HasRank);
        if (open is not null && present.Count > 1)
        {
            present.ForEach(v => v.Type.Require(rank));
        }

        var order = InOrder(application);
        var axes = new AxisType[rank];
        for (var i = 0; i < rank; i++)
        {
            var axis = AxisType.Fixed(Size.One);
            foreach (var o in order)
            {
                // What is erased ties nothing: it may have become narrow.
                if (AxisOf(operands[o], i, application) is { } other && (IsOne(axis) || !application.Graph.Erased.DoesWithout(application.Node, o)))
                {
                    axis = Meet(axis, other, application);
                    application.Carry(o, i, i);
                }
            }

            axes[rank - 1 - i] = axis;
        }

        application.Result(new(axes, open is null ? null : BatchedTyping.OpenRow(open.Type, rank)));
    }

    // What is erased comes last.
    private static int[] InOrder(Application application)
    {
        var all = Enumerable.Range(0, application.Node.Operands.Count);
        return [.. application.Graph.Erased.IsEmpty ? all : all.OrderBy(o => application.Graph.Erased.DoesWithout(application.Node, o))];
    }

    internal static AxisType Meet(AxisType left, AxisType right, Application application)
    {
        if (IsOne(left) || IsOne(right))
        {
            return IsOne(left) ? right : left;
        }

        // Of two extents that are not known and differ, one is 1 and gives way to the other.
        if (left.IsFixed && right.IsFixed && Size.AreEqual(left.Extent, right.Extent) == false && !(left.Extent.IsConstant(out _) && right.Extent.IsConstant(out _)))
        {
            return left.Extent.IsConstant(out _) ? left : right.Extent.IsConstant(out _) ? right : AxisType.Fixed(application.Graph.NewFixed($"{application.Node.Function}.shape", null));
        }

        application.Solver.Unify(left, right, application.Origin);
        return left;
    }

    /// <summary>Whether the axis is as large as others ask for. A single structure never goes, so that it ties nothing either.</summary>
    internal static bool IsOne(AxisType axis) => axis.Extent.Equals(Size.One);

    private static AxisType? AxisOf(GraphValue? operand, int fromEnd, Application application) =>
        operand is not null && fromEnd < operand.Type.Count ? application.Use(operand, fromEnd, isWriter: true) : null;
}
