using System;
using System.Collections.Generic;

namespace PrunableModels;

/// <summary>
/// What all methods of sparse training share: how the parameters move, how much is pruned, and by what it is judged. Steps are optimizer
/// steps, that is batches.
/// </summary>
public abstract record SparseOptions
{
    private protected SparseOptions()
    {
    }

    /// <summary>The optimizer underneath, e.g. <c>BaseUpdate.Sgd(lr: 0.1, momentum: 0.9)</c>.</summary>
    public required BaseUpdate Variant { get; init; }

    /// <summary>
    /// The share of structures to prune, in [0, 1). The number is rounded to the nearest integer and met exactly; with a
    /// <see cref="Divisor"/> it is the nearest that the widths allow.
    /// </summary>
    public required double TargetGroupSparsity { get; init; }

    /// <summary>Optimizer steps of the whole training, at least 1.</summary>
    public required long TotalSteps { get; init; }

    /// <summary>Structures that every group keeps, at least 1; narrower groups stay as they are. The default is 1.</summary>
    public int MinimumWidth { get; init; } = 1;

    /// <summary>Pruned groups keep a multiple of this many structures, e.g. 8 for tensor cores. The default is 1.</summary>
    public int Divisor { get; init; } = 1;

    /// <summary>
    /// The width constraint of a group, instead of <see cref="MinimumWidth"/> and <see cref="Divisor"/>, or null to leave those in
    /// force: e.g. <c>g => g.Id.StartsWith("stem.") ? new(MinimumWidth: g.Width) : null</c> keeps the stem whole.
    /// </summary>
    public Func<LinkedGroup, WidthConstraint?>? GroupConstraint { get; init; }

    /// <summary>The criteria that make up the score; by default the method's own.</summary>
    public IReadOnlyList<WeightedCriterion>? Criteria { get; init; }

    /// <summary>Parameters that move otherwise than by <see cref="Variant"/>; the first rule that matches counts.</summary>
    public IReadOnlyList<ParameterRule> ParameterRules { get; init; } = [];

    /// <summary>What to do with a loss or a gradient that is not finite; by default an exception, before anything is changed.</summary>
    public NonFiniteHandling OnNonFinite { get; init; } = NonFiniteHandling.Throw;

    internal abstract IReadOnlyList<WeightedCriterion> ResolvedCriteria { get; }

    internal WidthConstraint ConstraintOf(LinkedGroup group) =>
        GroupConstraint?.Invoke(group) ?? new WidthConstraint(MinimumWidth, Divisor);

    internal virtual void Validate()
    {
        Variant.Validate();
        Ranges.InUnit(TargetGroupSparsity, nameof(TargetGroupSparsity));
        Ranges.AtLeast(TotalSteps, 1, nameof(TotalSteps));
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
