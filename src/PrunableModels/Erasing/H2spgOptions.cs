using System;
using System.Collections.Generic;

namespace PrunableModels;

/// <summary>
/// How <see cref="H2spg"/> trains and erases (H2SPG of OTOv3, arXiv 2312.09411). The target is a share of the segments that can be erased,
/// each for itself, or what may be left of the parameters or multiply-adds once dead code is gone, too. Segments have no width: the
/// constraints on widths do not apply, of the rules only <see cref="Exclusion"/> does.
/// </summary>
public sealed record H2spgOptions : SparseOptions
{
    /// <summary>Plain steps before segments are chosen, at least 0; by default 10 % of all steps.</summary>
    public long? StartStep { get; init; }

    /// <summary>Steps in which the chosen segments are shrunk to zero, at least 1; by default 20 % of all steps. Of no meaning where they are projected.</summary>
    public long? ErasingSteps { get; init; }

    /// <summary>The number of periods that share the erasing steps: in each, what is left is ranked anew. The default is 1, a single ranking.</summary>
    public long ErasingPeriods { get; init; } = 1;

    /// <summary>
    /// The share of the model's structures, such as channels, that are pruned in the same run, in [0, 1): chosen in the same periods and
    /// brought to zero with the segments. Null to erase alone. The structures of erased segments count among them.
    /// </summary>
    public double? PrunedShare { get; init; }

    /// <summary>How segments come to zero; by default by shrinking.</summary>
    public ErasingRule Rule { get; init; } = ErasingRule.Shrink;

    /// <summary>The regularisation λ of <see cref="ErasingRule.Project"/>; the default is that of <see cref="DhspgOptions.Lambda"/>.</summary>
    public double? Lambda { get; init; }

    /// <summary>ε of <see cref="ErasingRule.Project"/>, as <see cref="DhspgOptions.Epsilon"/>; by default 0.95.</summary>
    public double Epsilon { get; init; } = 0.95;

    /// <summary>
    /// Computes the loss of some examples by the model as it is, the same ones at every call, such as <c>() => loss.call(model.call(x), y)</c>. With it the choice goes by
    /// how much the loss rises without the segments, measured by a forward pass for each, instead of by the criteria. Null for those. The model is
    /// in evaluation then, only its normalisations go by the statistics of the examples, for running ones lag behind: give it some dozens at least.
    /// </summary>
    /// <remarks>Scores of parameters do not tell a stretch that computes much from one that matters; this does, from the first tenth of training on.</remarks>
    public Func<TorchSharp.torch.Tensor>? Loss { get; init; }

    /// <summary>The decay of the exponential average of scores over the batches before a choice, in [0, 1); 0 takes the one batch at the choice.</summary>
    public double ScoreDecay { get; init; } = 0.9;

    /// <summary>One of how many batches before a choice is scored, the batch at the choice always; at least 1, the default is 4.</summary>
    public int ScoreEvery { get; init; } = 4;

    /// <summary>
    /// The sensitivity alone: with a segment goes what only it needed, so that scores are added up, for which the sizes of segments have to
    /// be in them. What is invariant to its scale, such as a layer before a batch norm, has ⟨x, gradient⟩ = 0, so nothing else of the gradient tells.
    /// </summary>
    internal override IReadOnlyList<WeightedCriterion> ResolvedCriteria => Criteria ?? [new(new SensitivityCriterion(), 1)];

    internal override string Scoring => FormattableString.Invariant($"{base.Scoring}, decay {ScoreDecay:R}, one batch of {ScoreEvery}{(Loss is null ? "" : ", the loss measured")}");

    internal long ResolvedStart => StartStep ?? TotalSteps / 10;

    internal long ResolvedErasing => ErasingSteps ?? Math.Max(1, TotalSteps / 5);

    /// <summary>The options of pruning beside.</summary>
    internal HessoOptions? Pruned => PrunedShare is { } share ? new() { Variant = Variant, TargetGroupSparsity = share, TotalSteps = TotalSteps } : null;

    /// <summary>The options of the projection.</summary>
    internal DhspgOptions Projection => new()
    {
        Variant = Variant,
        Target = Target,
        TotalSteps = TotalSteps,
        Criteria = Criteria,
        StartStep = Math.Max(1, ResolvedStart),
        Lambda = Lambda,
        Epsilon = Epsilon,
        ScoreDecay = ScoreDecay,
        ScoreEvery = ScoreEvery,
    };

    internal override void Validate()
    {
        base.Validate();
        Ranges.InUnit(ScoreDecay, nameof(ScoreDecay));
        Ranges.AtLeast(ScoreEvery, 1, nameof(ScoreEvery));
        if (MinimumWidth != 1 || Divisor != 1 || GroupConstraint is not null)
        {
            throw new ArgumentException($"Segments are erased whole and have no width: leave out {nameof(MinimumWidth)}, {nameof(Divisor)} and {nameof(GroupConstraint)}.", nameof(MinimumWidth));
        }

        foreach (var rule in Rules)
        {
            if (rule is not Exclusion)
            {
                throw new ArgumentException($"Segments are erased whole: of the rules only {nameof(Exclusion)} means something, not {rule.GetType().Name}.", nameof(Rules));
            }
        }

        if (CompactWhileTraining)
        {
            throw new ArgumentException("Segments are erased when training is over.", nameof(CompactWhileTraining));
        }
    }
}
