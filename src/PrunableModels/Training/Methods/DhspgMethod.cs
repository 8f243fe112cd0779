using System.Collections.Generic;
using System.IO;
using System.Linq;
using System;

namespace PrunableModels;

/// <summary>
/// DHSPG (OTOv2, ICLR 2023): ranks once, penalises what is redundant and projects it to zero by half-spaces, up to the target. What is
/// missing near the end of training is shrunk to zero.
/// </summary>
internal sealed class DhspgMethod : SparseMethod
{
    private readonly DhspgOptions options;
    private readonly RemovalGoal penalised;
    private readonly Func<float[], bool[], int[]> choose;
    private readonly long start;
    private readonly long completionStart;
    private readonly ScoredBatches scored;

    private DhspgMethod(PruningPolicy policy, RemovalGoal penalised, Func<float[], bool[], int[]> choose, DhspgOptions options)
        : base(policy)
    {
        this.choose = choose;
        this.options = options;
        this.penalised = penalised;
        start = options.ResolvedStart;
        completionStart = options.TotalSteps - options.ResolvedCompletion;
        scored = new(options.ScoreDecay, options.ScoreEvery, start);
    }

    public override string Plan => FormattableString.Invariant(
        $"DHSPG from step {start}, {penalised} penalised, lambda {options.ResolvedLambda:R}, amplification {options.ResolvedAmplification:R}, ceiling {options.ResolvedCeiling:R}, epsilon {options.Epsilon:R}, completion from step {completionStart}");

    /// <summary>Structures that were left to the completion steps.</summary>
    public int Completed { get; private set; }

    public override double ScoreDecay => scored.DecayBetween;

    /// <exception cref="ArgumentException">The options contradict each other, the map or the reachable sparsity.</exception>
    public static DhspgMethod Of(StructureMap map, DhspgOptions options)
    {
        options.Validate();
        var policy = HessoPolicy.Of(map, options);
        var more = (int)Math.Round(map.Count * options.Tolerance, MidpointRounding.AwayFromZero);
        var isFree = policy.Groups.All(group => group.IsFree) && map.Slices.All(slice => slice.Role != SliceRole.Writer || slice.Tensor.requires_grad);
        var penalised = isFree && policy.Goal.Count is { } total ? new TotalGoal(Math.Min(total + more, ReachableTotals.Maximum(policy.Groups))) : policy.Goal;
        var selector = new RedundancySelector(policy.Groups, penalised);
        return new(policy, penalised, (scores, gone) => selector.Choose(scores, gone, 0, 1), options);
    }

    /// <summary>DHSPG that penalises what a policy chooses, all of which has to go.</summary>
    public static DhspgMethod Of(PruningPolicy policy, DhspgOptions options, IReadOnlyList<TorchSharp.torch.Tensor> gates)
    {
        options.Validate();
        return new(policy, policy.Goal, (scores, gone) => policy.Choose(scores, gone, 0, 1), options) { Gates = gates };
    }

    public override void Step(SparseTraining training, long step)
    {
        if (step <= start || training.State.RedundantCount == 0)
        {
            var isScored = !IsIdle && step <= start && scored.Include(start - step);
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
            training.Choose(choose(training.Scores(), training.Gone()), restarts: false);
        }
    }

    public override void Save(BinaryWriter writer)
    {
        base.Save(writer);
        writer.Write(Completed);
    }

    public override void Load(BinaryReader reader)
    {
        base.Load(reader);
        Completed = reader.ReadInt32();
    }

    public override void Reset() => Completed = 0;

    /// <summary>How many go to zero: a number of structures, or all that were chosen for a cost, of which no more than needed are penalised.</summary>
    private int Target(PruningState state) => Policy.Goal.Count ?? state.RedundantCount + state.PrunedCount;

    /// <summary>Of what is still penalised, as many as are missing go to zero, linearly over the last steps; the lowest scores.</summary>
    private void Complete(SparseTraining training, long step)
    {
        training.Train(measure: null, SaliencyDirection.Gradient);
        if (step == completionStart + 1)
        {
            var scores = training.Scores();
            var target = Target(training.State);
            var statuses = training.State.Statuses;
            var missing = Enumerable.Range(0, statuses.Length)
                .Where(s => statuses[s] == StructureStatus.Redundant)
                .OrderBy(s => scores[s]).ThenBy(s => s)
                .Take(target - training.State.PrunedCount)
                .ToArray();
            training.State.Release();
            training.Choose(missing, restarts: false);
            Completed = missing.Length;
        }

        training.Shrink(Math.Max(1, options.TotalSteps - step + 1));
    }

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

        var target = Target(training.State);
        var projected = Enumerable.Range(0, left.Length)
            .Where(s => training.State.Statuses[s] == StructureStatus.Redundant && left[s] < options.Epsilon)
            .OrderBy(s => left[s]).ThenBy(s => s)
            .Take(target - training.State.PrunedCount)
            .ToArray();
        if (projected.Length > 0)
        {
            training.State.Arrive(projected);
            if (training.State.PrunedCount == target)
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
