using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>Axes that are cut where an operation takes a part of them.</content>
public sealed partial class AxisSolver
{
    /// <summary>An axis as its first indices and the others; null where no sum of products says so, or where the extents leave it open.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="at">How many indices come first.</param>
    /// <param name="origin">The operation that cuts.</param>
    public (AxisType Head, AxisType Tail)? Cut(AxisType axis, Size at, Origin? origin)
    {
        var head = new List<AxisTerm>();
        var tail = new Queue<AxisTerm>(Resolve(axis).Terms);
        var rest = at;
        while (tail.Count > 0 && !rest.Equals(Size.Zero))
        {
            var term = tail.Peek();
            if (Size.IsLess(rest, term.Extent) is not { } isInside)
            {
                return null;
            }

            if (isInside)
            {
                var (first, second) = Cut(term, rest, origin);
                return second is null ? null : (new([.. head, first]), new([second, .. tail.Skip(1)]));
            }

            head.Add(tail.Dequeue());
            rest -= term.Extent;
        }

        return rest.Equals(Size.Zero) ? (new(head), new(tail)) : null;
    }
}
