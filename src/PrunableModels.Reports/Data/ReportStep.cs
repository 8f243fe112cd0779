using System.Collections.Generic;

namespace PrunableModels.Reports;

/// <summary>The figures of a step; those of <see cref="StepMetrics"/>, and when it was.</summary>
public sealed record ReportStep
{
    /// <summary>The step, from 1.</summary>
    public required long Step { get; init; }

    /// <summary>Seconds of training since the first recorded step, pauses between the parts of a resumed run left out.</summary>
    public required double Seconds { get; init; }

    /// <summary>The mean loss; null where it was not told.</summary>
    public required double? Loss { get; init; }

    /// <summary>The share of structures held at zero, in [0, 1].</summary>
    public required double GroupSparsity { get; init; }

    /// <summary>Structures on their way to zero.</summary>
    public required int RedundantCount { get; init; }

    /// <summary>Structures held at zero.</summary>
    public required int PrunedCount { get; init; }

    /// <summary>The Euclidean norm of the structures on their way to zero.</summary>
    public required double RedundantNorm { get; init; }

    /// <summary>The Euclidean norm of the structures that train as they would without pruning.</summary>
    public required double ImportantNorm { get; init; }

    /// <summary>The learning rate of every parameter group.</summary>
    public required IReadOnlyList<double> LearningRates { get; init; }

    /// <summary>The model's parameters, before and with what has been chosen gone; null where that is not known.</summary>
    public required SizeChange? Parameters { get; init; }

    /// <summary>Its multiply-adds; null where the target is not one of them.</summary>
    public required SizeChange? Macs { get; init; }

    /// <summary>Batches left out up to now.</summary>
    public required long SkippedSteps { get; init; }

    /// <summary>The pruning period, from 0; null outside of periods.</summary>
    public required long? Period { get; init; }

    internal static ReportStep Of(StepMeasured measured, double seconds) => new()
    {
        Step = measured.Step,
        Seconds = seconds,
        Loss = measured.Metrics.Loss,
        GroupSparsity = measured.Metrics.GroupSparsity,
        RedundantCount = measured.Metrics.RedundantCount,
        PrunedCount = measured.Metrics.PrunedCount,
        RedundantNorm = measured.Metrics.RedundantNorm,
        ImportantNorm = measured.Metrics.ImportantNorm,
        LearningRates = measured.Metrics.LearningRates,
        Parameters = measured.Metrics.Size?.Parameters,
        Macs = measured.Metrics.Size?.Macs,
        SkippedSteps = measured.Metrics.SkippedSteps,
        Period = measured.Metrics.Period,
    };
}
