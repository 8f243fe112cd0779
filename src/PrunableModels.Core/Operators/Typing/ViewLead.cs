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
    private readonly IReadOnlyList<Value> targets;

    public ViewLead(Application application, TensorType type, IReadOnlyList<Value> targets)
    {
        this.application = application;
        this.targets = targets;
        var following = type.HasRank ? type.Axes.SkipWhile(a => application.Solver.Resolve(a).IsFixed).ToList() : type.Own.ToList();
        Targets = Same(following.Aggregate(Size.One, (product, a) => product * a.Extent));
        if (!type.HasRank && Rank() is { } rank)
        {
            // Of these there may be fewer axes that lead than were taken to be known before.
            type.Close(rank + type.Own.Count);
        }

        Axes = type.Count - following.Count;
    }

    /// <summary>How many axes of the tensor lead.</summary>
    public int Axes { get; }

    /// <summary>How many extents of the shape hold the same elements; null where that is not known.</summary>
    public int? Targets { get; }

    /// <summary>The axis of an extent that is asked for and holds no space.</summary>
    public static AxisType Axis(Application application, Value target) => target switch
    {
        Value.Integer { Axis: { } read } => read,
        Value.Integer written when !ViewPieces.IsFree(target) => AxisType.Fixed(written.Size),
        _ => AxisType.Fixed(application.Graph.NewFixed($"{application.Node.Function}.shape", null)),
    };

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

        // An axis of extent 1 goes with what leads, unless a space is meant.
        return targets.Take(at).All(t => t is not Value.Integer { Axis: { } axis } || application.Solver.Resolve(axis).IsFixed) ? at : null;
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
