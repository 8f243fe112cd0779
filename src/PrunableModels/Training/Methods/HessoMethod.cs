using System.Collections.Generic;
using System;
using TorchSharp;

namespace PrunableModels;

/// <summary>HESSO (arXiv 2409.09085): each period chooses the structures of lowest score and shrinks them linearly to zero.</summary>
internal sealed class HessoMethod : SparseMethod
{
    private readonly string name;
    private readonly HessoSchedule schedule;
    private readonly SaliencyDirection direction;
    private readonly ScoredBatches scored;

    public HessoMethod(string name, PruningPolicy policy, HessoSchedule schedule, SaliencyDirection direction, double scoreDecay, long scoreEvery)
        : base(policy)
    {
        this.name = name;
        this.schedule = schedule;
        this.direction = direction;
        scored = new(scoreDecay, scoreEvery, schedule.Length);
    }

    public override string Plan => $"{name} {schedule}";

    public override string Description => schedule.Steps == 1
        ? $"{name} at step {schedule.Start + 1}"
        : $"{name} from step {schedule.Start + 1} to {schedule.Start + schedule.Steps}, {(schedule.Periods == 1 ? "all at once" : $"in {schedule.Periods} periods")}";

    public override double ScoreDecay => scored.DecayBetween;

    /// <exception cref="ArgumentException">The options contradict each other, the map or the reachable sparsity.</exception>
    public static HessoMethod Of(StructureMap map, HessoOptions options)
    {
        options.Validate();
        var schedule = HessoSchedule.Of(options);
        PruningPolicy policy = options.ReferenceSchedule ? ReferencePolicy.Of(map, options) : HessoPolicy.Of(map, options);
        return new("HESSO", policy, schedule, options.SaliencyDirection, options.ScoreDecay, options.ScoreEvery);
    }

    /// <summary>HESSO's shrink of what a policy chooses among segments, and perhaps structures.</summary>
    /// <exception cref="ArgumentException">The schedule does not fit together.</exception>
    public static HessoMethod Of(PruningPolicy policy, H2spgOptions options, IReadOnlyList<torch.Tensor> gates) =>
        new("H2SPG", policy, HessoSchedule.Of(options.ResolvedStart, options.ResolvedErasing, options.ErasingPeriods, options.TotalSteps), SaliencyDirection.Gradient, options.ScoreDecay, options.ScoreEvery) { Gates = gates };

    /// <summary>All at once: one period of one step, so that the factor of the first step is 0.</summary>
    /// <exception cref="ArgumentException">The options contradict each other, the map or the reachable sparsity.</exception>
    public static HessoMethod Of(StructureMap map, OneShotOptions options)
    {
        options.Validate();
        var step = options.PruneStep ?? Math.Max(1, options.TotalSteps / 10);
        return new("one shot", HessoPolicy.Of(map, options), new(step - 1, 1, 1), SaliencyDirection.Gradient, scoreDecay: 0, scoreEvery: 1);
    }

    public override long? PeriodAt(long step) => !IsIdle && schedule.At(step).Period is >= 0 and var period ? period : null;

    public override void Step(SparseTraining training, long step)
    {
        var point = IsIdle ? SchedulePoint.Outside : schedule.At(step);
        training.Train(scored.Include(point.StepsToChoice) ? training.Score : null, direction);
        if (point.IsFirst)
        {
            training.Choose(Policy.Choose(training.Scores(), training.Gone(), point.Period, schedule.Periods));
        }

        training.Shrink(Policy.Road(point.StepsLeft));
    }
}
