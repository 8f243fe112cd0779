using System;
using System.Collections.Generic;

namespace PrunableModels;

/// <summary>How <see cref="Dhspg"/> trains and prunes (DHSPG of OTOv2, ICLR 2023).</summary>
public sealed record DhspgOptions : SparseOptions
{
    /// <summary>Plain steps, after which structures are ranked once, at least 1; by default 10 % of all steps.</summary>
    public long? StartStep { get; init; }

    /// <summary>The regularisation λ of penalised structures, above 0; by default 1e-3 over SGD and 1e-2 over Adam and AdamW.</summary>
    public double? Lambda { get; init; }

    /// <summary>
    /// Λ: by how much λ is raised above what just lets the norm of a structure fall that training would let grow, at least 1; by default
    /// 2 over SGD and 20 over Adam and AdamW.
    /// </summary>
    public double? Amplification { get; init; }

    /// <summary>c: how many times λ the regularisation may come to, at least 1; by default 10 over SGD and 1000 over Adam and AdamW.</summary>
    public double? Ceiling { get; init; }

    /// <summary>ε: a structure is projected to zero when its step leaves less than this share of it in its own direction; in [0, 1), by default 0.95.</summary>
    public double Epsilon { get; init; } = 0.95;

    /// <summary>
    /// The share of structures that are penalised beyond the target, so that those which go to zero first are taken; in [0, 1), by default
    /// 0.1. With a <see cref="SparseOptions.Divisor"/>, or frozen parameters in a structure, exactly the target is penalised: not every part
    /// of more would fit the one, and the others have to stay as they are where they are not pruned.
    /// </summary>
    public double Tolerance { get; init; } = 0.1;

    /// <summary>
    /// The last steps of training, in which whatever is missing to the target is shrunk linearly to zero, as by <see cref="Hesso"/>; at
    /// least 0, by default 10 % of all steps. With 0 it is DHSPG alone, and a run may end short of its target.
    /// </summary>
    public long? CompletionSteps { get; init; }

    /// <summary>The decay of the exponential average of scores over the batches before the ranking, in [0, 1); 0 takes the last batch.</summary>
    public double ScoreDecay { get; init; } = 0.9;

    /// <summary>
    /// One of how many batches before a choice is scored, the batch at the choice always; at least 1, the default is 4. Scoring reads
    /// parameters and gradients several times over, and batches next to each other tell much the same.
    /// </summary>
    public int ScoreEvery { get; init; } = 4;

    /// <summary>DHSPG's two: cosine and the inverse of the average magnitude.</summary>
    internal override IReadOnlyList<WeightedCriterion> ResolvedCriteria => Criteria ?? SaliencyCriteria.Dhspg();

    internal override string Scoring => FormattableString.Invariant($"{base.Scoring}, decay {ScoreDecay:R}, one batch of {ScoreEvery}");

    internal long ResolvedStart => StartStep ?? Math.Max(1, TotalSteps / 10);

    internal long ResolvedCompletion => CompletionSteps ?? TotalSteps / 10;

    internal double ResolvedLambda => Lambda ?? (Variant is SgdUpdate ? 1e-3 : 1e-2);

    internal double ResolvedAmplification => Amplification ?? (Variant is SgdUpdate ? 2 : 20);

    internal double ResolvedCeiling => Ceiling ?? (Variant is SgdUpdate ? 10 : 1000);

    internal override void Validate()
    {
        base.Validate();
        Ranges.AtLeast(ResolvedStart, 1, nameof(StartStep));
        Ranges.AtLeast(ResolvedCompletion, 0, nameof(CompletionSteps));
        Ranges.AtMost(ResolvedStart, TotalSteps - ResolvedCompletion, nameof(StartStep));
        Ranges.AtLeast(ResolvedLambda, double.Epsilon, nameof(Lambda));
        Ranges.AtLeast(ResolvedAmplification, 1, nameof(Amplification));
        Ranges.AtLeast(ResolvedCeiling, 1, nameof(Ceiling));
        Ranges.InUnit(Epsilon, nameof(Epsilon));
        Ranges.InUnit(Tolerance, nameof(Tolerance));
        Ranges.InUnit(ScoreDecay, nameof(ScoreDecay));
        Ranges.AtLeast(ScoreEvery, 1, nameof(ScoreEvery));
    }
}
