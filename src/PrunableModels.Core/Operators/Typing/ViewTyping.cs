using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// <c>view(shape)</c> and <c>reshape(shape)</c>: the factors of the operand's axes, regrouped in order; a factor that is longer than
/// what is asked for is refined into a product. An extent that is written as a number keeps what it covers; one that is read from
/// the tensor, or <c>-1</c>, does not.
/// </summary>
internal sealed class ViewTyping : ITyping
{
    public void Apply(Application application)
    {
        var type = application.Node.Operands[0]!.Type;
        if (application.Attributes.Find("shape") is not Value.Sequence shape || !type.HasRank)
        {
            application.GiveUp(KeptKind.HardCodedSize, $"{application.Node.Function} is given a shape that is not known");
            return;
        }

        if (Regroup(application, type, shape.Items) is { } axes)
        {
            Finish(application, shape.Items, axes);
        }
        else
        {
            application.GiveUp(KeptKind.HardCodedSize, $"the shape of {application.Node.Function} does not follow the axes {type}");
        }
    }

    // A factor of the operand, and the axis it comes from. A concatenation has none: it stays whole or the view gives up.
    private readonly record struct Piece(AxisFactor? Factor, int Axis);

    // From both ends towards the -1, which takes what is left.
    private static List<Piece>[]? Regroup(Application application, TensorType type, IReadOnlyList<Value> targets)
    {
        var rest = Pieces(application, type);
        var results = new List<Piece>[targets.Count];
        var free = targets.ToList().FindIndex(IsFree);
        for (var i = 0; i < (free < 0 ? targets.Count : free); i++)
        {
            if (Take(application, targets[i], rest, fromFront: true) is not { } taken)
            {
                return null;
            }

            results[i] = taken;
        }

        for (var i = targets.Count - 1; free >= 0 && i > free; i--)
        {
            if (Take(application, targets[i], rest, fromFront: false) is not { } taken)
            {
                return null;
            }

            results[i] = taken;
        }

        if (free >= 0)
        {
            results[free] = rest;
        }

        return (free < 0 && rest.Count > 0) || rest.Any(p => p.Factor is null) ? null : results;
    }

    private static void Finish(Application application, IReadOnlyList<Value> targets, List<Piece>[] results)
    {
        var axes = new List<AxisType>();
        for (var i = 0; i < results.Length; i++)
        {
            var axis = AxisType.Product([.. results[i].Select(p => p.Factor!.Value)]);
            if (targets[i] is Value.Integer { Axis: null } written && !IsFree(written))
            {
                application.Solver.Keep(axis, new(KeptKind.HardCodedSize, $"{application.Node.Function} writes its size down as {written}", application.Origin));
            }

            axes.Add(axis);
            foreach (var source in results[i].Select(p => p.Axis).Distinct())
            {
                application.Carry(0, source, results.Length - 1 - i);
            }
        }

        application.Result(new(axes));
    }

    private static List<Piece> Pieces(Application application, TensorType type)
    {
        var pieces = new List<Piece>();
        for (var i = type.Count - 1; i >= 0; i--)
        {
            var axis = application.Solver.Resolve(type.FromEnd(i)!);
            pieces.AddRange(axis.Terms.Count == 1 ? axis.Terms[0].Factors.Select(f => new Piece(f, i)) : [new Piece(null, i)]);
        }

        return pieces;
    }

    private static bool IsFree(Value target) => target is Value.Integer i && i.Size.Equals(-1);

    // The pieces at one end whose product is the extent wanted; null where no cut gives it.
    private static List<Piece>? Take(Application application, Value target, List<Piece> rest, bool fromFront)
    {
        var taken = new List<Piece>();
        var extent = Size.One;
        while (target is Value.Integer wanted && !extent.Equals(wanted.Size))
        {
            var at = fromFront ? 0 : rest.Count - 1;
            if (rest.Count == 0 || rest[at].Factor is not { } factor)
            {
                return null;
            }

            var axis = rest[at].Axis;
            rest.RemoveAt(at);
            if (Size.IsLess(wanted.Size, extent * factor.Extent) == true)
            {
                if (!wanted.Size.TryDivide(extent, out var needed) || !factor.Extent.TryDivide(needed, out var left))
                {
                    return null;
                }

                var (outer, inner) = fromFront
                    ? application.Solver.Split(factor, needed, left, application.Origin)
                    : application.Solver.Split(factor, left, needed, application.Origin);
                rest.Insert(fromFront ? 0 : rest.Count, new(fromFront ? inner : outer, axis));
                factor = fromFront ? outer : inner;
            }

            extent *= factor.Extent;
            taken.Insert(fromFront ? taken.Count : 0, new(factor, axis));
        }

        return target is Value.Integer ? taken : null;
    }
}
