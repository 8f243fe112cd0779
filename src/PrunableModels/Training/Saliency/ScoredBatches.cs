using System;

namespace PrunableModels;

/// <summary>Which batches before a choice are scored, the batch at the choice always.</summary>
/// <param name="Decay">What a batch weighs against the next one, in [0, 1).</param>
/// <param name="Every">One of how many batches is scored.</param>
/// <param name="Period">Batches since the choice before.</param>
internal readonly record struct ScoredBatches(double Decay, long Every, long Period)
{
    /// <summary>What a batch has to weigh against the last one to be worth scoring.</summary>
    private const double LeastWeight = 1e-3;

    /// <summary>What a scored batch weighs against the next scored one.</summary>
    public double DecayBetween => Math.Pow(Decay, Every);

    /// <summary>How many batches before a choice count in it.</summary>
    private double Window => Math.Min(Period, Decay == 0 ? 1 : Math.Ceiling(Math.Log(LeastWeight) / Math.Log(Decay)));

    /// <summary>Whether a batch is scored.</summary>
    /// <param name="stepsToChoice">Steps from it to the next choice; null if none comes.</param>
    public bool Include(long? stepsToChoice) => stepsToChoice < Window && stepsToChoice % Every == 0;
}
