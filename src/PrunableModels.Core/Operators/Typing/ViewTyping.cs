using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// <c>view(shape)</c> and <c>reshape(shape)</c>: the factors of the operand's axes, regrouped in order. An extent that is written
/// as a number keeps what it covers; one that is read from the tensor, or <c>-1</c>, does not.
/// </summary>
internal sealed class ViewTyping : ITyping
{
    public void Apply(Application application)
    {
        var type = application.Node.Operands[0]!.Type;
        var shape = application.Attributes.Find("shape") as Value.Sequence;
        if (shape is not null && !type.HasRank && type.Axes.All(a => a.IsFixed) && shape.Items.All(i => i is Value.Integer { Axis: null }))
        {
            // Of unknown rank, so without spaces: the axes are what is asked for.
            application.Result(new([.. shape.Items.Cast<Value.Integer>().Select(i => AxisType.Fixed(i.Size.Equals(-1) ? application.Graph.NewFixed("view.shape", null) : i.Size))]));
            return;
        }

        if (shape is null || !type.HasRank)
        {
            application.GiveUp(KeptKind.HardCodedSize, $"{application.Node.Function} is given a shape that is not known");
            return;
        }

        var factors = Factors(application, type);
        if (Place(application, factors, shape.Items) is not { } results)
        {
            application.GiveUp(KeptKind.HardCodedSize, $"the shape of {application.Node.Function} does not follow the axes {type}");
            return;
        }

        Finish(application, factors, results);
    }

    // Which factors make each extent: from the front up to -1, from the end down to it.
    private static (int Start, int End, Value Target)[]? Place(Application application, List<(AxisFactor? Term, int Axis)> factors, List<Value> targets)
    {
        var free = targets.FindIndex(t => t is Value.Integer i && i.Size.Equals(-1));
        var front = free < 0 ? targets.Count : free;
        var results = new (int Start, int End, Value Target)[targets.Count];
        var first = 0;
        for (var i = 0; i < front; i++)
        {
            var start = first;
            if (!Take(application, targets[i], factors, ref first, factors.Count, fromFront: true))
            {
                return null;
            }

            results[i] = (start, first, targets[i]);
        }

        // From the end the places are counted from there, for factors are inserted on the way.
        var last = factors.Count;
        for (var i = targets.Count - 1; i > front; i--)
        {
            var after = factors.Count - last;
            if (!Take(application, targets[i], factors, ref last, first, fromFront: false))
            {
                return null;
            }

            results[i] = (factors.Count - last, after, targets[i]);
        }

        for (var i = front + 1; i < targets.Count; i++)
        {
            results[i] = (factors.Count - results[i].Start, factors.Count - results[i].End, targets[i]);
        }

        if (free >= 0)
        {
            results[free] = (first, last, targets[free]);
        }

        return (free < 0 && first != last) || factors.Any(f => f.Term is null) ? null : results;
    }

    private static void Finish(Application application, List<(AxisFactor? Term, int Axis)> factors, (int Start, int End, Value Target)[] results)
    {
        var axes = new List<AxisType>();
        for (var i = 0; i < results.Length; i++)
        {
            var (start, end, target) = results[i];
            var covered = factors.GetRange(start, end - start);
            var axis = AxisType.Product([.. covered.Select(f => f.Term!.Value)]);
            if (target is Value.Integer { Axis: { } same })
            {
                Match(application, axis, same);
            }
            else if (target is Value.Integer written && !written.Size.Equals(-1))
            {
                application.Solver.Keep(axis, new(KeptKind.HardCodedSize, $"{application.Node.Function} writes its size down as {written}", application.Origin));
            }

            axes.Add(axis);
            foreach (var source in covered.Select(c => c.Axis).Distinct())
            {
                application.Carry(0, source, results.Length - 1 - i);
            }
        }

        application.Result(new(axes));
    }

    // What is read from another axis has to stay as large as what it is the size of: the layouts may differ.
    private static void Match(Application application, AxisType axis, AxisType size)
    {
        if (!application.Solver.SizeOf(axis).Equals(application.Solver.SizeOf(size)))
        {
            application.Solver.Unify(size, axis, application.Origin);
        }
    }

    // The factors of all axes in order; a concatenation has none, and the view gives up unless it keeps that axis whole.
    private static List<(AxisFactor? Term, int Axis)> Factors(Application application, TensorType type)
    {
        var factors = new List<(AxisFactor?, int)>();
        for (var i = type.Count - 1; i >= 0; i--)
        {
            var axis = application.Solver.Resolve(type.FromEnd(i)!);
            if (axis.Terms.Count == 1)
            {
                factors.AddRange(axis.Terms[0].Factors.Select(f => ((AxisFactor?)f, i)));
            }
            else if (axis.Terms.Count > 1 && axis.Terms.All(t => t.Factors.SequenceEqual(axis.Terms[0].Factors)))
            {
                // The same segment several times is a product with their number.
                factors.AddRange(axis.Terms[0].Factors.Prepend(AxisFactor.Fixed(axis.Terms.Count)).Select(f => ((AxisFactor?)f, i)));
            }
            else
            {
                factors.Add((null, i));
            }
        }

        return factors;
    }

    private static bool Take(Application application, Value target, List<(AxisFactor? Term, int Axis)> factors, ref int position, int limit, bool fromFront)
    {
        if (target is not Value.Integer wanted)
        {
            return false;
        }

        var extent = Size.One;
        while (!extent.Equals(wanted.Size))
        {
            if (position == limit || factors[fromFront ? position : position - 1].Term is not { } factor)
            {
                return false;
            }

            if (Size.IsLess(wanted.Size, extent * factor.Extent) == true)
            {
                return wanted.Size.TryDivide(extent, out var part) && Divide(application, wanted, part, factors, ref position, fromFront);
            }

            extent *= factor.Extent;
            position += fromFront ? 1 : -1;
        }

        return true;
    }

    // A factor that is larger than what is left to take is a product itself: of the part that is taken, a written number or
    // another size that was read, and of the rest, which is a space again.
    private static bool Divide(Application application, Value.Integer wanted, Size part, List<(AxisFactor? Term, int Axis)> factors, ref int position, bool fromFront)
    {
        var at = fromFront ? position : position - 1;
        var (factor, axis) = (factors[at].Term!.Value, factors[at].Axis);
        if (!factor.Extent.TryDivide(part, out var rest))
        {
            return false;
        }

        AxisFactor Factor(Size extent, bool isFixed) => isFixed || factor.Space is null ? AxisFactor.Fixed(extent)
            : AxisFactor.Of(application.Solver.NewSpace(extent, $"{factor.Space.DeclaredBy}/{extent}"));
        var (taken, left) = (Factor(part, wanted.Axis is null), Factor(rest, isFixed: false));
        var (outer, inner) = fromFront ? (taken, left) : (left, taken);
        if (factor.Space is { } space)
        {
            application.Solver.Unify(AxisType.Of(space), AxisType.Product(outer, inner), application.Origin);
        }

        factors[at] = (outer, axis);
        factors.Insert(at + 1, (inner, axis));
        position = at + 1;
        return true;
    }
}
