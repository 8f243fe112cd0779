using System;
using System.Linq;

namespace PrunableModels;

/// <summary>HESSO (arXiv 2409.09085): each period chooses the structures of lowest score and shrinks them linearly to zero.</summary>
internal sealed class HessoMethod : SparseMethod
{
    private readonly string name;
    private readonly HessoSchedule schedule;
    private readonly SaliencyDirection direction;
    private readonly long scoredBatches;

    public HessoMethod(string name, PruningPolicy policy, int target, HessoSchedule schedule, SaliencyDirection direction, double scoreDecay)
        : base(policy, target)
    {
        this.name = name;
        this.schedule = schedule;
        this.direction = direction;
        ScoreDecay = scoreDecay;
        scoredBatches = ScoreAverage.BatchesThatCount(scoreDecay, schedule.Length);
    }

    public override string Plan => $"{name} {schedule}";

    public override double ScoreDecay { get; }

    /// <exception cref="ArgumentException">The options contradict each other, the map or the reachable sparsity.</exception>
    public static HessoMethod Of(StructureMap map, HessoOptions options)
    {
        options.Validate();
        var schedule = HessoSchedule.Of(options);
        var constraints = map.Groups.Select(options.ConstraintOf).ToArray();
        PruningPolicy policy = options.ReferenceSchedule ? new ReferencePolicy(map.Groups, constraints) : new HessoPolicy(map.Groups, constraints);
        return new("HESSO", policy, policy.Target(map.Count, options.TargetGroupSparsity), schedule, options.SaliencyDirection, options.ScoreDecay);
    }

    /// <summary>All at once: one period of one step, so that the factor of the first step is 0.</summary>
    /// <exception cref="ArgumentException">The options contradict each other, the map or the reachable sparsity.</exception>
    public static HessoMethod Of(StructureMap map, OneShotOptions options)
    {
        options.Validate();
        var step = options.PruneStep ?? Math.Max(1, options.TotalSteps / 10);
        var policy = new HessoPolicy(map.Groups, [.. map.Groups.Select(options.ConstraintOf)]);
        return new("one shot", policy, policy.Target(map.Count, options.TargetGroupSparsity), new(step - 1, 1, 1), SaliencyDirection.Gradient, scoreDecay: 0);
    }

    public override void Step(SparseTraining training, long step)
    {
        // Without a target nothing is ever chosen, so nothing has to be scored.
        var point = Target == 0 ? SchedulePoint.Outside : schedule.At(step);
        training.Train(point.StepsToChoice < scoredBatches ? training.Score : null, direction);
        if (point.IsFirst)
        {
            training.Choose(Policy.Choose(training.Scores(), training.Gone(), Target, schedule.Quota(Target, point.Period)));
        }

        training.Shrink(Policy.Road(point.StepsLeft));
    }
}
