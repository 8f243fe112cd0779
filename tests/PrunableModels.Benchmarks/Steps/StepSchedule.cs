namespace PrunableModels.Benchmarks;

/// <summary>A schedule of two periods in which every phase has about as many steps.</summary>
/// <param name="Steps">Steps of a phase, about.</param>
internal sealed record StepSchedule(int Steps)
{
    private long Start => 2 * Steps;

    private long Length => 2 * Steps;

    public long Total => Start + (2 * Length) + Steps;

    /// <summary>The options with which the phases come at these steps. As many batches are scored before a choice as a phase has steps.</summary>
    public HessoOptions Options(BaseUpdate update) => new()
    {
        Variant = update,
        TargetGroupSparsity = 0.7,
        TotalSteps = Total,
        StartStep = Start,
        PruningSteps = 2 * Length,
        PruningPeriods = 2,
        ScoreDecay = Math.Pow(1e-3, 1.0 / Steps),
        ScoreEvery = 1,
    };

    /// <summary>The phase of a step, from 1; null where two meet, as at a choice, which is a rare step of its own.</summary>
    public StepPhase? At(long step)
    {
        var phase = (int)((step - 1) / Steps);
        var isEdge = (step - 1) % Steps is 0 or 1 || step % Steps == 0;
        return isEdge ? null : phase switch
        {
            0 => StepPhase.Before,
            1 => StepPhase.Scoring,
            2 => StepPhase.Shrinking,
            3 => StepPhase.ScoringAndShrinking,
            4 or 5 => StepPhase.HalfPruned,
            _ => StepPhase.After,
        };
    }
}
