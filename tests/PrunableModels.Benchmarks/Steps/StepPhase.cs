namespace PrunableModels.Benchmarks;

/// <summary>What a sparse optimizer does in a step beside training.</summary>
internal enum StepPhase
{
    /// <summary>Nothing yet.</summary>
    Before,

    /// <summary>It scores structures.</summary>
    Scoring,

    /// <summary>It drives the first half of what has to go to zero.</summary>
    Shrinking,

    /// <summary>Both at once.</summary>
    ScoringAndShrinking,

    /// <summary>It holds that half at zero and drives the other half there.</summary>
    HalfPruned,

    /// <summary>It holds all at zero.</summary>
    After,
}
