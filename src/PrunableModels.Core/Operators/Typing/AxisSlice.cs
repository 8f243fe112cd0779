using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// Parts of an axis. Where a part begins or ends at a number that is written down, everything up to there is kept, because
/// removing some of it would move the rest; where it ends at the extent of another axis, the two are the same.
/// </summary>
internal sealed class AxisSlice(Application application)
{
    /// <summary>The indices from one position to before another.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="start">The first position; null for the start, negative to count from the end.</param>
    /// <param name="stop">The position after the last; null for the end, negative to count from the end.</param>
    public AxisType Of(AxisType axis, Value? start, Value? stop)
    {
        if (IsAll(axis, start, stop))
        {
            return axis;
        }

        var resolved = application.Solver.Resolve(axis);
        if (resolved.IsFixed)
        {
            KeepSizes(start, stop);
            return AxisType.Fixed(Length(axis.Extent, start, stop));
        }

        return Part(resolved, start, stop) ?? GiveUp(resolved, start, stop);
    }

    /// <summary>So many indices from a position on.</summary>
    public AxisType Narrow(AxisType axis, Value? start, Value? length)
    {
        if (length is not Value.Integer count || (start is not null && start is not Value.Integer))
        {
            return GiveUp(axis, start, length);
        }

        var from = (start as Value.Integer)?.Size ?? Size.Zero;
        var resolved = application.Solver.Resolve(axis);
        if (resolved.IsFixed)
        {
            KeepSizes(start, length);
            return AxisType.Fixed(count.Size);
        }

        return from.Equals(Size.Zero) && ReferenceEquals(count.Axis, axis) ? axis
            : Take(resolved, start as Value.Integer ?? new(Size.Zero), count) ?? GiveUp(axis, start, length);
    }

    /// <summary>Every so many indices from one position to before another, which all have to stay where they are.</summary>
    public AxisType Every(AxisType axis, Value? start, Value? stop, Value step)
    {
        var part = Of(axis, start, stop);
        Keep(axis);
        KeepSizes(step);
        return step is Value.Integer { Size: var by } && by.IsConstant(out var n) && n > 0
            ? AxisType.Fixed((part.Extent + (n - 1)) / n)
            : AxisType.Fixed(application.Graph.NewFixed($"{application.Node.Function}.shape", null));
    }

    /// <summary>Keeps what selecting one position needs to stay where it is.</summary>
    public void Select(AxisType axis, Value? index)
    {
        KeepSizes(index);
        var resolved = application.Solver.Resolve(axis);
        if (resolved.IsFixed)
        {
            return;
        }

        var position = index is Value.Integer { Axis: null } i && i.Size.IsConstant(out var n) ? (long?)n : null;
        var cut = position is null ? null : application.Solver.Cut(resolved, position < 0 ? axis.Extent + position.Value : position.Value + 1, application.Origin);
        Keep(cut is null ? resolved : position < 0 ? cut.Value.Tail : cut.Value.Head);
    }

    private static bool IsAll(AxisType axis, Value? start, Value? stop) =>
        (start is null || (start is Value.Integer s && s.Size.Equals(Size.Zero)))
        && (stop is null || (stop is Value.Integer { Axis: { } whole } && ReferenceEquals(whole, axis)));

    private Size Length(Size extent, Value? start, Value? stop)
    {
        var (from, to) = (Position(extent, start, Size.Zero), Position(extent, stop, extent));
        if (from is null || to is null || Size.IsLess(to, from) != false)
        {
            return application.Graph.NewFixed($"{application.Node.Function}.shape", null);
        }

        // A slice ends where the axis does, whatever it asks for.
        return Size.IsLess(extent, to) switch
        {
            true => extent - from,
            false => to - from,
            null => application.Graph.NewFixed($"{application.Node.Function}.shape", null),
        };
    }

    private static Size? Position(Size extent, Value? value, Size orElse) => value switch
    {
        null => orElse,
        Value.Integer i when i.Size.IsConstant(out var n) && n < 0 => extent + n,
        Value.Integer i => i.Size,
        _ => null,
    };

    private AxisType? Part(AxisType axis, Value? start, Value? stop)
    {
        var fromEnd = start is Value.Integer s && s.Size.IsConstant(out var n) && n < 0 ? -n : (long?)null;
        if (fromEnd is { } last)
        {
            // The last few: what is before them may go, they themselves may not.
            var cut = stop is null ? application.Solver.Cut(axis, axis.Extent - last, application.Origin) : null;
            Keep(cut?.Tail ?? axis);
            return cut?.Tail;
        }

        if ((start is not null && start is not Value.Integer) || (stop is not null && stop is not Value.Integer))
        {
            return null;
        }

        if (stop is Value.Integer end && !(end.Size.IsConstant(out var m) && m < 0))
        {
            return To(axis, start as Value.Integer, end);
        }

        var rest = From(axis, start as Value.Integer);
        if (rest is null || stop is null)
        {
            return rest;
        }

        ((Value.Integer)stop).Size.IsConstant(out var beforeEnd);
        var parts = application.Solver.Cut(rest, rest.Extent + beforeEnd, application.Origin);
        Keep(parts?.Tail ?? rest);
        return parts?.Head;
    }

    private AxisType? From(AxisType axis, Value.Integer? start)
    {
        if (start is null || start.Size.Equals(Size.Zero))
        {
            return axis;
        }

        var cut = application.Solver.Cut(axis, start.Size, application.Origin);
        Match(cut?.Head, start);
        return cut?.Tail;
    }

    private AxisType? To(AxisType axis, Value.Integer? start, Value.Integer stop)
    {
        if (application.Solver.Cut(axis, stop.Size, application.Origin) is not var (head, _))
        {
            return null;
        }

        Match(head, stop);
        return From(application.Solver.Resolve(head), start);
    }

    private AxisType? Take(AxisType axis, Value.Integer start, Value.Integer length)
    {
        if (From(axis, start) is not { } rest || application.Solver.Cut(rest, length.Size, application.Origin) is not var (part, _))
        {
            return null;
        }

        Match(part, length);
        return part;
    }

    // A size that was read from an axis follows that axis; one that is written down does not.
    private void Match(AxisType? part, Value.Integer size)
    {
        if (part is not null && size.Axis is { } same)
        {
            application.Solver.Unify(same, part, application.Origin);
        }
        else if (part is not null)
        {
            Keep(part);
        }
    }

    private AxisType GiveUp(AxisType axis, params Value?[] sizes)
    {
        if (sizes.All(s => s is null or Value.Integer { Axis: null }))
        {
            Keep(axis);
        }
        else
        {
            application.Solver.Keep(axis, new(KeptKind.Mixed, $"{application.Node.Function} takes a part of it whose size is another's", application.Origin));
        }

        KeepSizes(sizes);
        return AxisType.Fixed(application.Graph.NewFixed($"{application.Node.Function}.shape", null));
    }

    // Where something fixed is cut to the size of a space, that size is a mere number.
    private void KeepSizes(params Value?[] sizes)
    {
        foreach (var size in sizes.OfType<Value.Integer>().Select(s => s.Axis).OfType<AxisType>())
        {
            Keep(size);
        }
    }

    private void Keep(AxisType axis) =>
        application.Solver.Keep(axis, new(KeptKind.HardCodedSize, $"{application.Node.Function} takes a part of it at a position that is written down", application.Origin));
}
