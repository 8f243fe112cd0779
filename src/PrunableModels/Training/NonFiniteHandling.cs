namespace PrunableModels;

/// <summary>What an optimizer does with a loss or a gradient that is not finite.</summary>
public enum NonFiniteHandling
{
    /// <summary>Throws a <see cref="NonFiniteException"/> before anything is changed; the default.</summary>
    Throw,

    /// <summary>
    /// Leaves everything as it is and counts the step in <see cref="SparseOptimizer.SkippedSteps"/> only: the schedule waits for the
    /// next batch.
    /// </summary>
    SkipStep,

    /// <summary>Does not look: saves one read of all gradients.</summary>
    Ignore,
}
