using System;
using System.Collections.Generic;

namespace PrunableModels;

/// <summary>How <see cref="HessoCric"/> trains and prunes (the corrective redundancy identification cycle of arXiv 2409.09085).</summary>
public sealed record HessoCricOptions : SparseOptions
{
    /// <summary>Plain steps before the first cycle, at least 0; by default 10 % of all steps.</summary>
    public long? StartStep { get; init; }

    /// <summary>Steps of a cycle, in which suspects go to zero and everything is scored, at least 2; by default 1 % of all steps. They are undone.</summary>
    public long? CycleSteps { get; init; }

    /// <summary>The most cycles, at least 1; the default is 5.</summary>
    public int MaximumCycles { get; init; } = 5;

    /// <summary>Cycles end when no more than this many new suspects appear, at least 0; the default is 0.</summary>
    public int Tolerance { get; init; }

    /// <summary>Steps in which the chosen structures are driven to zero after the last cycle, at least 1; by default 20 % of all steps.</summary>
    public long? PruningSteps { get; init; }

    /// <summary>The number of periods that share the pruning steps, from 1 to one a step; the default is 1.</summary>
    public long PruningPeriods { get; init; } = 1;

    /// <summary>
    /// What the rise of the loss near zero counts in the final score, at least 0; the default is 0.2. It needs the loss: by
    /// <c>step(closure)</c> or <see cref="SparseOptimizer.ReportLoss"/>.
    /// </summary>
    public double LossWeight { get; init; } = 0.2;

    /// <summary>How the default criteria read the cosine; the default is DHSPG's sign.</summary>
    public CosineSign CosineSign { get; init; } = CosineSign.Dhspg;

    /// <summary>What the criteria compare structures with; the default is the gradient.</summary>
    public SaliencyDirection SaliencyDirection { get; init; } = SaliencyDirection.Gradient;

    /// <summary>
    /// Follows the released implementation instead, faults included: trial projections before the cycles, moments and running statistics
    /// that are not put back. For comparisons, with <see cref="CosineSign.Hesso"/> and <see cref="SaliencyDirection.Update"/>.
    /// </summary>
    public bool ReferenceSchedule { get; init; }

    internal override IReadOnlyList<WeightedCriterion> ResolvedCriteria => Criteria ?? SaliencyCriteria.Hesso(CosineSign);

    internal override string Scoring => $"{base.Scoring}, with the {SaliencyDirection}";

    internal long ResolvedStart => StartStep ?? TotalSteps / 10;

    internal long ResolvedCycle => CycleSteps ?? Math.Max(2, TotalSteps / 100);

    internal long ResolvedPruning => PruningSteps ?? Math.Max(1, TotalSteps / 5);

    internal override void Validate()
    {
        base.Validate();
        Ranges.AtLeast(ResolvedCycle, 2, nameof(CycleSteps));
        Ranges.AtLeast(MaximumCycles, 1, nameof(MaximumCycles));
        Ranges.AtLeast(Tolerance, 0, nameof(Tolerance));
        Ranges.AtLeast(LossWeight, 0, nameof(LossWeight));

        // The longest way: every cycle is run.
        HessoSchedule.Of(ResolvedStart, ResolvedPruning, PruningPeriods, long.MaxValue);
        var end = ResolvedStart + (MaximumCycles * ResolvedCycle) + ResolvedPruning;
        if (!ReferenceSchedule && end > TotalSteps)
        {
            throw new ArgumentException($"{MaximumCycles} cycles of {ResolvedCycle} steps and {ResolvedPruning} pruning steps from step {ResolvedStart} on would end at step {end}, training at {TotalSteps}.", nameof(CycleSteps));
        }
    }
}
