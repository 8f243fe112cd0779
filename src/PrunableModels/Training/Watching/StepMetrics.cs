using System.Collections.Generic;

namespace PrunableModels;

/// <summary>The figures of one step of sparse training, after the step.</summary>
public sealed record StepMetrics
{
    /// <summary>The mean of the loss that the closure returned or <see cref="SparseOptimizer.ReportLoss"/> told; null without one.</summary>
    public required double? Loss { get; init; }

    /// <summary>The share of structures held at zero, in [0, 1].</summary>
    public required double GroupSparsity { get; init; }

    /// <summary>Structures on their way to zero.</summary>
    public required int RedundantCount { get; init; }

    /// <summary>Structures held at zero.</summary>
    public required int PrunedCount { get; init; }

    /// <summary>The Euclidean norm of all parameters of the structures on their way to zero.</summary>
    public required double RedundantNorm { get; init; }

    /// <summary>The Euclidean norm of all parameters of the structures that train as they would without pruning.</summary>
    public required double ImportantNorm { get; init; }

    /// <summary>The learning rate of every parameter group, in their order.</summary>
    public required IReadOnlyList<double> LearningRates { get; init; }

    /// <summary>How large the compact model will be with what has been chosen up to now, as <see cref="SparseOptimizer.CompactSize"/>.</summary>
    public required CompactSize? Size { get; init; }

    /// <summary>Batches left out up to now, as <see cref="SparseOptimizer.SkippedSteps"/>.</summary>
    public required long SkippedSteps { get; init; }

    /// <summary>The pruning period, from 0; null outside of periods and for methods without them.</summary>
    public required long? Period { get; init; }
}
