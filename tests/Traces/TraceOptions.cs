namespace PrunableModels.Traces;

/// <summary>The optimizer that a trace was recorded with, by its configuration and the switches that follow the released implementation.</summary>
internal static class TraceOptions
{
    /// <summary>The switches, in words.</summary>
    public const string Switches = "ReferenceSchedule, CosineSign.Hesso, SaliencyDirection.Update";

    public static SparseOptimizer Make(TraceFile trace, PrunableModels.Tests.Training.TestModel model, StructureMap map, IReadOnlyList<RecordingCriterion> criteria) =>
        trace.Root.GetProperty("algo").GetString()!.Contains("cric", StringComparison.OrdinalIgnoreCase)
            ? new HessoCric(map, model.Named, model.Buffers, Cric(trace, criteria))
            : new Hesso(map, model.Named, Hesso(trace, criteria));

    private static HessoOptions Hesso(TraceFile trace, IReadOnlyList<RecordingCriterion> criteria) => new()
    {
        Variant = Variant(trace),
        TargetGroupSparsity = trace.Value("target_group_sparsity", double.NaN),
        TotalSteps = trace.Root.GetProperty("steps").GetInt64(),
        StartStep = (long)trace.Value("start_pruning_step", double.NaN),
        PruningSteps = (long)trace.Value("pruning_steps", double.NaN),
        PruningPeriods = (long)trace.Value("pruning_periods", double.NaN),
        Divisor = (int)trace.Value("group_divisible", 1),
        Criteria = [.. criteria.Select(criterion => new WeightedCriterion(criterion))],
        SaliencyDirection = SaliencyDirection.Update,
        ScoreDecay = 0,
        ReferenceSchedule = true,
    };

    private static HessoCricOptions Cric(TraceFile trace, IReadOnlyList<RecordingCriterion> criteria) => new()
    {
        Variant = Variant(trace),
        TargetGroupSparsity = trace.Value("target_group_sparsity", double.NaN),
        TotalSteps = trace.Root.GetProperty("steps").GetInt64(),
        StartStep = (long)trace.Value("start_cric_step", double.NaN),
        CycleSteps = (long)trace.Value("sampling_steps", double.NaN),
        MaximumCycles = (int)trace.Value("max_cycle_period", double.NaN),
        PruningSteps = (long)trace.Value("hybrid_training_steps", double.NaN),
        Criteria = [.. criteria.Select(criterion => new WeightedCriterion(criterion))],
        SaliencyDirection = SaliencyDirection.Update,
        ReferenceSchedule = true,
    };

    private static BaseUpdate Variant(TraceFile trace)
    {
        var lr = trace.Value("lr", double.NaN);
        var decay = trace.Value("weight_decay", 0);
        return trace.Root.GetProperty("config").GetProperty("variant").GetString() switch
        {
            "adamw" => BaseUpdate.AdamW(lr, weightDecay: decay),
            "adam" => BaseUpdate.Adam(lr, weightDecay: decay),
            _ => BaseUpdate.Sgd(lr, trace.Value("first_momentum", 0), weightDecay: decay),
        };
    }
}
