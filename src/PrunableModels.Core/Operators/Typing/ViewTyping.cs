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
        if (application.Attributes.Find("shape") is not Value.Sequence shape || !type.HasRank)
        {
            application.GiveUp(KeptKind.HardCodedSize, $"{application.Node.Function} is given a shape that is not known");
            return;
        }

        var factors = Factors(application, type);
        var targets = shape.Items.ToList();
        var free = targets.FindIndex(t => t is Value.Integer i && i.Size.Equals(-1));
        var front = free < 0 ? targets.Count : free;
        var (first, last) = (0, factors.Count);
        var results = new (int Start, int End, Value Target)[targets.Count];
        var fits = true;
        for (var i = 0; i < front && fits; i++)
        {
            var start = first;
            fits = Take(targets[i], factors, ref first, last, fromFront: true);
            results[i] = (start, first, targets[i]);
        }

        for (var i = targets.Count - 1; i > front && fits; i--)
        {
            var end = last;
            fits = Take(targets[i], factors, ref last, first, fromFront: false);
            results[i] = (last, end, targets[i]);
        }

        if (!fits || (free < 0 && first != last) || factors.Any(f => f.Term is null))
        {
            application.GiveUp(KeptKind.HardCodedSize, $"the shape of {application.Node.Function} does not follow the axes {type}");
            return;
        }

        if (free >= 0)
        {
            results[free] = (first, last, targets[free]);
        }

        Finish(application, factors, results);
    }

    private static void Finish(Application application, List<(AxisFactor? Term, int Axis)> factors, (int Start, int End, Value Target)[] results)
    {
        var axes = new List<AxisType>();
        for (var i = 0; i < results.Length; i++)
        {
            var (start, end, target) = results[i];
            var covered = factors.GetRange(start, end - start);
            var axis = AxisType.Product([.. covered.Select(f => f.Term!.Value)]);
            if (target is Value.Integer { Axis: null } written && !written.Size.Equals(-1))
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
            else
            {
                factors.Add((null, i));
            }
        }

        return factors;
    }

    private static bool Take(Value target, List<(AxisFactor? Term, int Axis)> factors, ref int position, int limit, bool fromFront)
    {
        if (target is not Value.Integer wanted)
        {
            return false;
        }

        var extent = Size.One;
        while (!extent.Equals(wanted.Size))
        {
            if (position == limit)
            {
                return false;
            }

            var factor = factors[fromFront ? position++ : --position].Term;
            extent = factor is null ? extent : extent * factor.Value.Extent;
            if (factor is null || Size.IsLess(wanted.Size, extent) == true)
            {
                return false;
            }
        }

        return true;
    }
}
