using System;
using System.Collections.Generic;

namespace PrunableModels;

/// <summary>
/// How <see cref="Hesso"/> trains and prunes (HESSO, arXiv 2409.09085). Steps are optimizer steps, that is batches. The schedule
/// follows from <see cref="TotalSteps"/> if nothing else is given.
/// </summary>
public sealed record HessoOptions
{
    /// <summary>The optimizer underneath, e.g. <c>BaseUpdate.Sgd(lr: 0.1, momentum: 0.9)</c>.</summary>
    public required BaseUpdate Variant { get; init; }

    /// <summary>
    /// The share of structures to prune, in [0, 1). The number is rounded to the nearest integer and met exactly; with a
    /// <see cref="Divisor"/> it is the nearest that the widths allow.
    /// </summary>
    public required double TargetGroupSparsity { get; init; }

    /// <summary>Optimizer steps of the whole training, at least 1.</summary>
    public required long TotalSteps { get; init; }

    /// <summary>Plain steps before the first structures are chosen, at least 0; by default 10 % of all steps.</summary>
    public long? StartStep { get; init; }

    /// <summary>Steps in which structures are driven to zero, at least 1; by default 20 % of all steps. They have to end within training.</summary>
    public long? PruningSteps { get; init; }

    /// <summary>The number of periods that share the pruning steps, from 1 to one a step; by default 10.</summary>
    public long? PruningPeriods { get; init; }

    /// <summary>Structures that every group keeps, at least 1; narrower groups stay as they are. The default is 1.</summary>
    public int MinimumWidth { get; init; } = 1;

    /// <summary>Pruned groups keep a multiple of this many structures, e.g. 8 for tensor cores. The default is 1.</summary>
    public int Divisor { get; init; } = 1;

    /// <summary>
    /// The width constraint of a group, instead of <see cref="MinimumWidth"/> and <see cref="Divisor"/>, or null to leave those in
    /// force: e.g. <c>g => g.Id.StartsWith("stem.") ? new(MinimumWidth: g.Width) : null</c> keeps the stem whole.
    /// </summary>
    public Func<LinkedGroup, WidthConstraint?>? GroupConstraint { get; init; }

    /// <summary>The criteria that make up the score; by default HESSO's five with <see cref="CosineSign"/>.</summary>
    public IReadOnlyList<WeightedCriterion>? Criteria { get; init; }

    /// <summary>How the default criteria read the cosine; the default is DHSPG's sign.</summary>
    public CosineSign CosineSign { get; init; } = CosineSign.Dhspg;

    /// <summary>What the criteria compare structures with; the default is the gradient.</summary>
    public SaliencyDirection SaliencyDirection { get; init; } = SaliencyDirection.Gradient;

    /// <summary>
    /// The decay of the exponential average of scores over the batches before a choice, back to the choice before, in [0, 1). 0 takes
    /// the one batch at the choice. Batches that would weigh less than a thousandth are not scored, so a small decay saves time.
    /// </summary>
    public double ScoreDecay { get; init; } = 0.9;

    /// <summary>Parameters that move otherwise than by <see cref="Variant"/>; the first rule that matches counts.</summary>
    public IReadOnlyList<ParameterRule> ParameterRules { get; init; } = [];

    /// <summary>
    /// Follows the released implementation of HESSO in its schedule, norms, ranking and moments instead of the paper: for comparisons.
    /// Its remaining choices are <see cref="CosineSign.Hesso"/>, <see cref="SaliencyDirection.Update"/> and a <see cref="ScoreDecay"/> of 0.
    /// </summary>
    public bool ReferenceSchedule { get; init; }

    internal IReadOnlyList<WeightedCriterion> ResolvedCriteria => Criteria ?? SaliencyCriteria.Hesso(CosineSign);

    internal WidthConstraint ConstraintOf(LinkedGroup group) =>
        GroupConstraint?.Invoke(group) ?? new WidthConstraint(MinimumWidth, Divisor);

    internal void Validate()
    {
        Variant.Validate();
        Ranges.InUnit(TargetGroupSparsity, nameof(TargetGroupSparsity));
        Ranges.InUnit(ScoreDecay, nameof(ScoreDecay));
        Ranges.AtLeast(MinimumWidth, 1, nameof(MinimumWidth));
        Ranges.AtLeast(Divisor, 1, nameof(Divisor));
        if (ResolvedCriteria.Count == 0)
        {
            throw new ArgumentException("At least one saliency criterion is needed.", nameof(Criteria));
        }

        foreach (var criterion in ResolvedCriteria)
        {
            Ranges.AtLeast(criterion.Weight, 0, nameof(Criteria));
        }
    }
}
