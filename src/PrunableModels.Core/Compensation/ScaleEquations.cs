using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// What has to hold of the changes of parameters and fields so that the model computes the same: linear equations in the exponents,
/// solved by elimination. What no choice of changes satisfies keeps the axes on which it depends.
/// </summary>
internal sealed class ScaleEquations(AxisSolver solver)
{
    private readonly Dictionary<object, ScaleForm> solved = [];
    private readonly Dictionary<object, (int Order, ScaleForm Change)> unknowns = [];
    private readonly Dictionary<Space, Scale> means = [];

    /// <summary>The parameters and fields that occur.</summary>
    public IEnumerable<object> Unknowns => unknowns.Keys;

    /// <summary>The change of a mean over an axis; none where nothing of it can go.</summary>
    public Scale Mean(AxisType axis)
    {
        var resolved = solver.Resolve(axis);
        return !resolved.Spaces.Any(s => s.Kept is null) ? Scale.None
            : Known(resolved.IsSpace(out var only) ? means.TryGetValue(only, out var known) ? known : means[only] = Scale.OfMean(solver, resolved) : Scale.OfMean(solver, resolved));
    }

    /// <summary>The change of a number that was computed from sizes before all was known of their axes.</summary>
    public Scale Number(Value? number) => number is null ? Scale.None : Known(number.Changes.Resolve(solver));

    /// <summary>The change of a parameter or field, the same wherever it is read.</summary>
    public ScaleForm Unknown(object unknown)
    {
        if (!unknowns.TryGetValue(unknown, out var known))
        {
            unknowns.Add(unknown, known = (unknowns.Count, ScaleForm.Of(unknown)));
        }

        return known.Change;
    }

    /// <summary>States that two tensors change alike.</summary>
    public void Equate(ScaleForm left, ScaleForm right, Node? by)
    {
        if (left != right)
        {
            Vanishes(left.Times(right.To(-1)), by);
        }
    }

    /// <summary>States that a tensor must not change.</summary>
    /// <param name="change">The change.</param>
    /// <param name="by">The operator that would see it; null for the model's caller.</param>
    public void Vanishes(ScaleForm change, Node? by)
    {
        var left = Reduce(change);
        if (left.Exponents.Count > 0)
        {
            // What is used first takes the change back: the weight of a norm rather than those of all that read it.
            var first = left.Exponents.OrderBy(e => unknowns[e.Unknown].Order).First().Unknown;
            solved[first] = left.Without(first).To(-1 / left.ExponentOf(first));
            return;
        }

        var message = by is null ? "its size counts in a number that the model returns" : $"its size counts in a number, and nothing takes that back before {by}";
        foreach (var power in left.Known.Powers)
        {
            solver.Keep(power.Axis, new(KeptKind.Mixed, message, by?.Origin));
        }
    }

    /// <summary>The change of a parameter or field where everything that need not change does not.</summary>
    public Scale Solution(object unknown) => solved.ContainsKey(unknown) ? Solved(unknown).Known : Scale.None;

    // By how much a concatenation shrinks with something whose size is not known cannot be said.
    private Scale Known(Scale scale)
    {
        if (!solver.IsLinked || scale.IsNone)
        {
            return scale;
        }

        foreach (var power in scale.Powers.Where(p => !p.Axis.Extent.IsConstant(out _)).ToList())
        {
            solver.Keep(power.Axis, new(KeptKind.Mixed, $"its size counts in a number together with something whose size is not known: {power.Axis}", null));
            scale = scale.Where(p => p != power);
        }

        return scale;
    }

    // The change in terms of those that are free.
    private ScaleForm Reduce(ScaleForm form)
    {
        foreach (var (unknown, _) in form.Exponents)
        {
            if (solved.ContainsKey(unknown))
            {
                form = form.Without(unknown).Times(Solved(unknown).To(form.ExponentOf(unknown)));
            }
        }

        return form;
    }

    // Kept as it is found: each part of a residual stream is solved by the next one, and nothing should go along them all twice.
    private ScaleForm Solved(object unknown)
    {
        var form = solved[unknown];
        return form.Exponents.Any(e => solved.ContainsKey(e.Unknown)) ? solved[unknown] = Reduce(form) : form;
    }
}
