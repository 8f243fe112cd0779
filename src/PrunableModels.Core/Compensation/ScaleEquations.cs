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
    private readonly Dictionary<object, int> order = [];

    /// <summary>The parameters and fields that occur.</summary>
    public IEnumerable<object> Unknowns => order.Keys;

    /// <summary>The change of a mean over an axis; none where nothing of it can go.</summary>
    public Scale Mean(AxisType axis) => solver.Resolve(axis).Spaces.Any(s => s.Kept is null) ? Known(Scale.OfMean(solver, axis)) : Scale.None;

    /// <summary>The change of a number that was computed from sizes before all was known of their axes.</summary>
    public Scale Number(Value? number) => number is null ? Scale.None : Known(number.Changes.Resolve(solver));

    /// <summary>The change of a parameter or field, the same wherever it is read.</summary>
    public ScaleForm Unknown(object unknown)
    {
        if (!order.ContainsKey(unknown))
        {
            order.Add(unknown, order.Count);
        }

        return ScaleForm.Of(unknown);
    }

    /// <summary>States that two tensors change alike.</summary>
    public void Equate(ScaleForm left, ScaleForm right, Node? by) => Vanishes(left.Times(right.To(-1)), by);

    /// <summary>States that a tensor must not change.</summary>
    /// <param name="change">The change.</param>
    /// <param name="by">The operator that would see it; null for the model's caller.</param>
    public void Vanishes(ScaleForm change, Node? by)
    {
        var left = Reduce(change);
        if (left.Exponents.Count > 0)
        {
            // What is used first takes the change back: the weight of a norm rather than those of all that read it.
            var first = left.Exponents.Keys.OrderBy(u => order[u]).First();
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
        foreach (var power in scale.Powers.Where(p => solver.IsLinked && !p.Axis.Extent.IsConstant(out _)).ToList())
        {
            solver.Keep(power.Axis, new(KeptKind.Mixed, $"its size counts in a number together with something whose size is not known: {power.Axis}", null));
            scale = scale.Where(p => p != power);
        }

        return scale;
    }

    // The change in terms of those that are free.
    private ScaleForm Reduce(ScaleForm form)
    {
        foreach (var known in form.Exponents.Keys.Where(solved.ContainsKey).ToList())
        {
            form = form.Without(known).Times(Solved(known).To(form.ExponentOf(known)));
        }

        return form;
    }

    // Kept as it is found: each part of a residual stream is solved by the next one, and nothing should go along them all twice.
    private ScaleForm Solved(object unknown)
    {
        var form = solved[unknown];
        return form.Exponents.Keys.Any(solved.ContainsKey) ? solved[unknown] = Reduce(form) : form;
    }
}
