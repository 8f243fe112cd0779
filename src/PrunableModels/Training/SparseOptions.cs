using System;
using System.Collections.Generic;
using System.Linq;

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
    /// The share of structures to prune, in [0, 1): short for a <see cref="Target"/> of that group sparsity. The number is rounded to the
    /// nearest integer and met exactly; with a <see cref="Divisor"/> it is the nearest that the widths allow. Null if the target is another.
    /// </summary>
    public double? TargetGroupSparsity
    {
        get => Target is { Measure: TargetMeasure.GroupSparsity, Share: var share } ? share : null;
        init => Target = value is { } share ? PruningTarget.GroupSparsity(share, nameof(TargetGroupSparsity)) : null;
    }

    /// <summary>
    /// How much to prune: a group sparsity, or the parameters, multiply-adds or latency that are left, e.g. <c>PruningTarget.Parameters(0.3)</c>.
    /// There has to be one, here or as <see cref="TargetGroupSparsity"/>; the one given last counts.
    /// </summary>
    public PruningTarget? Target { get; init; }

    /// <summary>Optimizer steps of the whole training, at least 1.</summary>
    public required long TotalSteps { get; init; }

    /// <summary>Structures that every group keeps, at least 1; narrower groups stay as they are. The default is 1.</summary>
    public int MinimumWidth { get; init; } = 1;

    /// <summary>
    /// Pruned groups keep a multiple of this many structures, for kernels work on blocks of channels: 8 or 16 on most processors, 8 for tensor
    /// cores. The default is 1. <see cref="PruningPlan.Aligned"/> does the same for a plan that is made already.
    /// </summary>
    public int Divisor { get; init; } = 1;

    /// <summary>
    /// The width constraint of a group, instead of <see cref="MinimumWidth"/> and <see cref="Divisor"/>, or null to leave those in
    /// force: e.g. <c>g => g.Id.StartsWith("stem.") ? new(MinimumWidth: g.Width) : null</c> keeps the stem whole.
    /// </summary>
    public Func<LinkedGroup, WidthConstraint?>? GroupConstraint { get; init; }

    /// <summary>
    /// What the groups that patterns name may lose, e.g. <c>[new Exclusion("stem"), new SparsityCap("layer4.*", 0.5)]</c>. Of the rules of
    /// one kind the first that matches counts. A <see cref="WidthRule"/> goes before <see cref="GroupConstraint"/>.
    /// </summary>
    public IReadOnlyList<GroupRule> Rules { get; init; } = [];

    /// <summary>The criteria that make up the score; by default the method's own.</summary>
    public IReadOnlyList<WeightedCriterion>? Criteria { get; init; }

    /// <summary>Parameters that move otherwise than by <see cref="Variant"/>; the first rule that matches counts.</summary>
    public IReadOnlyList<ParameterRule> ParameterRules { get; init; } = [];

    /// <summary>What to do with a loss or a gradient that is not finite; by default an exception, before anything is changed.</summary>
    public NonFiniteHandling OnNonFinite { get; init; } = NonFiniteHandling.Throw;

    /// <summary>
    /// Whether the model becomes smaller while it trains: what has arrived at zero is removed from its layers, in place, and every step
    /// after takes less time and memory. The default is false.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Training goes the same way as without, within rounding, and ends at the same compact model; the random stream of dropout changes with
    /// the shapes. Parameters stay the same objects, except those of recurrent layers; their shapes, gradients and moments and the model's
    /// buffers change at the end of a step. What the loop itself computes of whole parameters, such as a clipped total norm of gradients,
    /// no longer sees what is gone.
    /// </para>
    /// <para>
    /// Masks, scores, counts and sizes of the optimizer go on in terms of the model that it was made with; <c>model.Pruning</c> is that
    /// of the model as it is now. Groups whose removal needs another parameter to be changed, which then would train otherwise, wait for
    /// the final <c>Compact</c>; <see cref="SparseOptimizer.WaitingGroups"/> names them. A method that brings structures to zero one by one
    /// removes them once they are a twentieth of what is left. No comparing runs are made: that they agree is proved by the program.
    /// </para>
    /// </remarks>
    public bool CompactWhileTraining { get; init; }

    /// <summary>
    /// Hears what the run does, on the training's own thread if it is not a <see cref="Progress{T}"/>. A listener changes nothing in the
    /// trajectory; what it throws comes out of <c>step</c>, which is then done. The default is null: nobody listens, and nothing is computed.
    /// </summary>
    public IProgress<TrainingEvent>? Progress { get; init; }

    /// <summary>Steps from one <see cref="StepMeasured"/> to the next, at least 1, for each of which the device is waited for. The default is 1.</summary>
    public long MetricsEvery { get; init; } = 1;

    internal abstract IReadOnlyList<WeightedCriterion> ResolvedCriteria { get; }

    /// <summary>What the criteria and what they compare with are, in words: the same for the same.</summary>
    internal virtual string Scoring => string.Join(", ", ResolvedCriteria.Select(c => FormattableString.Invariant($"{c.Weight:R} {c.Criterion}")));

    internal WidthConstraint ConstraintOf(LinkedGroup group) =>
        GroupConstraint?.Invoke(group) ?? new WidthConstraint(MinimumWidth, Divisor);

    /// <summary>The groups of a map and what each may lose.</summary>
    /// <exception cref="ArgumentException">A rule means nothing in the model.</exception>
    internal IReadOnlyList<ConstrainedGroup> Constrain(StructureMap map) => GroupRules.Apply(map, Rules, ConstraintOf);

    /// <summary>When enough is gone of a map's groups.</summary>
    /// <exception cref="ArgumentException">The constraints do not let the target be met; the message gives the reachable range.</exception>
    internal RemovalGoal GoalFor(StructureMap map, IReadOnlyList<ConstrainedGroup> groups) => TargetGoal.Of(
        Target!,
        groups,
        map.Model,
        Target!.Measure == TargetMeasure.GroupSparsity ? nameof(TargetGroupSparsity) : nameof(Target));

    internal virtual void Validate()
    {
        Variant.Validate();
        if (Target is null)
        {
            throw new ArgumentException($"How much is to be pruned is missing: set {nameof(TargetGroupSparsity)}, or {nameof(Target)} for parameters, multiply-adds or latency.", nameof(Target));
        }

        Ranges.AtLeast(TotalSteps, 1, nameof(TotalSteps));
        Ranges.AtLeast(MetricsEvery, 1, nameof(MetricsEvery));
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
