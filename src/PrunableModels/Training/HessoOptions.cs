using System;
using System.Collections.Generic;

namespace PrunableModels;

/// <summary>
/// How <see cref="Hesso"/> trains and prunes (HESSO, arXiv 2409.09085). The schedule follows from
/// <see cref="SparseOptions.TotalSteps"/> if nothing else is given.
/// </summary>
public sealed record HessoOptions : SparseOptions
{
    /// <summary>Plain steps before the first structures are chosen, at least 0; by default 10 % of all steps.</summary>
    public long? StartStep { get; init; }

    /// <summary>Steps in which structures are driven to zero, at least 1; by default 20 % of all steps. They have to end within training.</summary>
    public long? PruningSteps { get; init; }

    /// <summary>The number of periods that share the pruning steps, from 1 to one a step; by default 10.</summary>
    public long? PruningPeriods { get; init; }

    /// <summary>How the default criteria read the cosine; the default is DHSPG's sign.</summary>
    public CosineSign CosineSign { get; init; } = CosineSign.Dhspg;

    /// <summary>What the criteria compare structures with; the default is the gradient.</summary>
    public SaliencyDirection SaliencyDirection { get; init; } = SaliencyDirection.Gradient;

    /// <summary>
    /// The decay of the exponential average of scores over the batches before a choice, back to the choice before, in [0, 1). 0 takes
    /// the one batch at the choice. Batches that would weigh less than a thousandth are not scored, so a small decay saves time.
    /// </summary>
    public double ScoreDecay { get; init; } = 0.9;

    /// <summary>
    /// One of how many batches before a choice is scored, the batch at the choice always; at least 1, the default is 4. Scoring reads
    /// parameters and gradients several times over, and batches next to each other tell much the same.
    /// </summary>
    public int ScoreEvery { get; init; } = 4;

    /// <summary>
    /// Follows the released implementation of HESSO in its schedule, norms, ranking and moments instead of the paper: for comparisons.
    /// Its remaining choices are <see cref="CosineSign.Hesso"/>, <see cref="SaliencyDirection.Update"/> and a <see cref="ScoreDecay"/> of 0.
    /// </summary>
    public bool ReferenceSchedule { get; init; }

    /// <summary>HESSO's five with <see cref="CosineSign"/>, if nothing else is wanted.</summary>
    internal override IReadOnlyList<WeightedCriterion> ResolvedCriteria => Criteria ?? SaliencyCriteria.Hesso(CosineSign);

    internal override string Scoring => FormattableString.Invariant($"{base.Scoring}, with the {SaliencyDirection}, decay {ScoreDecay:R}, one batch of {ScoreEvery}");

    internal override void Validate()
    {
        base.Validate();
        Ranges.InUnit(ScoreDecay, nameof(ScoreDecay));
        Ranges.AtLeast(ScoreEvery, 1, nameof(ScoreEvery));
    }
}
