using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// The leading axes of a tensor that is viewed, none of which holds a space, such as batch and time, and the leading extents of the
/// shape that is asked for which hold the same elements. How they are regrouped among themselves makes no difference.
/// </summary>
internal sealed class ViewLead
{
    private readonly Application application;
    private readonly TensorType type;
    private readonly IReadOnlyList<Value> targets;

    public ViewLead(Application application, TensorType type, IReadOnlyList<Value> targets)
    {
        this.application = application;
        this.type = type;
        this.targets = targets;
        var following = type.Axes.SkipWhile(a => application.Solver.Resolve(a).IsFixed).ToList();
        Targets = Same(following.Aggregate(Size.One, (product, a) => product * a.Extent));
        if (!type.HasRank && Rank() is { } rank)
        {
            type.Close(rank + following.Count);
        }

        Axes = type.Count - following.Count;
        Targets ??= type.HasRank && type.Axes.Take(Axes).Select((a, i) => i < targets.Count && IsSize(targets[i], a)).All(same => same) ? Axes : null;
    }

    /// <summary>How many axes of the tensor lead.</summary>
    public int Axes { get; }

    /// <summary>How many extents of the shape hold the same elements; null where that is not known.</summary>
    public int? Targets { get; }

    /// <summary>The axis of a leading extent that is asked for and holds no space.</summary>
    public AxisType Axis(int target) => targets[target] switch
    {
        Value.Integer { Axis: { } read } when application.Solver.Resolve(read).IsFixed => read,
        Value.Integer written when !ViewPieces.IsFree(written) => AxisType.Fixed(written.Size),
        _ => AxisType.Fixed(LeftOver(target) ?? application.Graph.NewFixed($"{application.Node.Function}.shape", null)),
    };

    // What -1 stands for: the number that the other leading extents leave of the elements.
    private Size? LeftOver(int free)
    {
        var others = targets.Take(Targets ?? 0).Where((_, i) => i != free).ToList();
        if (!type.HasRank || !ViewPieces.IsFree(targets[free]) || !others.All(o => o is Value.Integer && !ViewPieces.IsFree(o)))
        {
            return null;
        }

        var elements = type.Axes.Take(Axes).Aggregate(Size.One, (product, axis) => product * axis.Extent);
        var taken = others.Aggregate(Size.One, (product, other) => product * ((Value.Integer)other).Size);
        return elements.TryDivide(taken, out var left) && left.IsConstant(out _) ? left : null;
    }

    private static bool IsSize(Value target, AxisType axis) => target is Value.Integer size && size.Size.Equals(axis.Extent);

    // What follows the lead has so many elements, and so have the last extents of the shape.
    private int? Same(Size elements)
    {
        var product = Size.One;
        var at = targets.Count;
        while (!product.Equals(elements))
        {
            if (at == 0 || targets[at - 1] is not Value.Integer target || ViewPieces.IsFree(target))
            {
                return null;
            }

            product *= target.Size;
            at--;
        }

        // An axis of extent 1 goes with what leads, unless a space is meant. What a field holds of what leads is a number.
        var spaces = targets.Take(at).Select(t => (t as Value.Integer)?.Axis).Where(a => a is not null && !application.Solver.Resolve(a).IsFixed).ToList();
        if (!spaces.TrueForAll(a => application.Graph.IsFieldExtent(a!)))
        {
            return null;
        }

        spaces.ForEach(a => application.Solver.Keep(a!, new(KeptKind.HardCodedSize, "its size is used as a number", application.Origin)));
        return at;
    }

    // Sizes that were read from a tensor, one after the other, stand for an axis each. Before -1 that has to be at least two, for
    // the first may be all that is kept of the batch.
    private int? Rank()
    {
        var read = targets.TakeWhile(IsRead).Count();
        return Targets is { } all ? (read == all ? read : null) : read > 1 ? read : null;
    }

    private bool IsRead(Value target, int at) => target switch
    {
        Value.Symbol symbol => application.Graph.Extents.TryGetValue(symbol.Key, out var extent) && extent.Index == at.ToString(CultureInfo.InvariantCulture),
        Value.Integer { Axis: { } axis } => application.Solver.Resolve(axis).IsFixed,
        _ => false,
    };
}
