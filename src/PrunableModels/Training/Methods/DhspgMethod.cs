using System;
using System.IO;
using System.Linq;

namespace PrunableModels;

/// <summary>DHSPG (OTOv2, ICLR 2023): ranks once, penalises what is redundant and projects it to zero by half-spaces, up to the target. What is missing near the end of training is shrunk to zero.</summary>
internal sealed class DhspgMethod : SparseMethod
{
    private readonly DhspgOptions options;
    private readonly PruningPolicy penalised;
    private readonly long start;
    private readonly long completionStart;
    private readonly long scoredBatches;

    private DhspgMethod(PruningPolicy policy, PruningPolicy penalised, DhspgOptions options)
        : base(policy)
    {
        this.options = options;
        this.penalised = penalised;
        start = options.ResolvedStart;
        completionStart = options.TotalSteps - options.ResolvedCompletion;
        scoredBatches = ScoreAverage.BatchesThatCount(options.ScoreDecay, start);
    }

    public override string Plan => FormattableString.Invariant(
        $"DHSPG from step {start}, {penalised.Goal} penalised, lambda {options.ResolvedLambda:R}, amplification {options.ResolvedAmplification:R}, ceiling {options.ResolvedCeiling:R}, epsilon {options.Epsilon:R}, completion from step {completionStart}");

    /// <summary>Structures that were left to the completion steps.</summary>
    public int Completed { get; private set; }

    public override double ScoreDecay => options.ScoreDecay;

    /// <exception cref="ArgumentException">The options contradict each other, the map or the reachable sparsity.</exception>
    public static DhspgMethod Of(StructureMap map, DhspgOptions options)
    {
        options.Validate();
        var policy = HessoPolicy.Of(map, options);
        var more = (int)Math.Round(map.Count * options.Tolerance, MidpointRounding.AwayFromZero);
        var isFree = policy.Groups.All(group => group.IsFree) && map.Slices.All(slice => slice.Role != SliceRole.Writer || slice.Tensor.requires_grad);

        // Where any number may go and a number is the goal, the half-spaces have a choice.
        var penalised = isFree && policy.Goal is TotalGoal goal
            ? new HessoPolicy(policy.Groups, new TotalGoal(Math.Min(goal.Total + more, ReachableTotals.Maximum(policy.Groups))))
            : policy;
        return new(policy, penalised, options);
    }

    public override void Step(SparseTraining training, long step)
    {
        if (step <= start || training.State.RedundantCount == 0)
        {
            var isScored = !IsIdle && step <= start && start - step < scoredBatches;
            training.Train(isScored ? training.Score : null, SaliencyDirection.Gradient);
            training.Marks.Hold();
        }
        else if (step > completionStart && options.ResolvedCompletion > 0)
        {
            Complete(training, step);
        }
        else
        {
            Penalise(training);
        }

        if (step == start && !IsIdle)
        {
            training.Choose(penalised.Choose(training.Scores(), training.Gone(), period: 0, periods: 1), restarts: false);
        }
    }

    public override void Save(BinaryWriter writer) => writer.Write(Completed);

    public override void Load(BinaryReader reader) => Completed = reader.ReadInt32();

    public override void Reset() => Completed = 0;

    /// <summary>Of what is still penalised, as many as are missing go to zero, linearly over the last steps; the lowest scores.</summary>
    private void Complete(SparseTraining training, long step)
    {
        training.Train(measure: null, SaliencyDirection.Gradient);
        if (step == completionStart + 1)
        {
            var scores = training.Scores();
            var statuses = training.State.Statuses;
            var missing = Enumerable.Range(0, statuses.Length)
                .Where(s => statuses[s] == StructureStatus.Redundant)
                .OrderBy(s => scores[s]).ThenBy(s => s)
                .Take(Wanted(training) - training.State.PrunedCount)
                .ToArray();
            training.State.Release();
            training.Choose(missing, restarts: false);
            Completed = missing.Length;
        }

        training.Shrink(Math.Max(1, options.TotalSteps - step + 1));
    }

    // Of a goal in costs the scores made a number when they chose.
    private int Wanted(SparseTraining training) =>
        Policy.Goal is TotalGoal goal ? goal.Total : training.State.RedundantCount + training.State.PrunedCount;

    private void Penalise(SparseTraining training)
    {
        float[] left = [];
        training.Train(
            structures =>
            {
                var penalty = HalfSpace.Penalty(structures, options);
                left = HalfSpace.Left(structures, penalty).cpu().data<float>().ToArray();
                HalfSpace.Shrink(training.Slices, training.Marks.Redundant * penalty);
            },
            SaliencyDirection.Update);

        var projected = Enumerable.Range(0, left.Length)
            .Where(s => training.State.Statuses[s] == StructureStatus.Redundant && left[s] < options.Epsilon)
            .OrderBy(s => left[s]).ThenBy(s => s)
            .Take(Wanted(training) - training.State.PrunedCount)
            .ToArray();
        if (projected.Length > 0)
        {
            training.State.Arrive(projected);
            if (training.State.PrunedCount == Wanted(training))
            {
                training.State.Release();
            }
        }

        training.Marks.Hold();
        if (projected.Length > 0)
        {
            training.Marks.DropMoments();
        }
    }
}
