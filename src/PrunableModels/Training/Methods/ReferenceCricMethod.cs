using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;

namespace PrunableModels;

/// <summary>
/// HESSO-CRIC as released, faults included, to replay its recorded traces. Before the cycles the parameters stand still while each group
/// in turn is projected at three sparsities and the loss a batch later is noted; in cycles only pruned layers move and suspects go to zero
/// in the first step; moments and running statistics are not put back. What it remembers is not saved.
/// </summary>
internal sealed class ReferenceCricMethod(ReferencePolicy policy, StructureMap map, HessoCricOptions options)
    : SparseMethod(policy)
{
    private static readonly double[] TrialSparsities = [0.25, 0.5, 0.75];

    private readonly long start = options.ResolvedStart;
    private readonly long length = options.ResolvedCycle;
    private readonly long cyclesStart = options.ResolvedStart + (2 * TrialSparsities.Length * map.Groups.Count);
    private readonly double[] lossRatios = new double[map.Groups.Count];
    private readonly CricSuspects suspects = new(map.Count);
    private readonly List<(torch.Tensor Tensor, torch.Tensor Copy)> copies = [];
    private double lossBefore;
    private int cycle;
    private long? end;

    public override string Plan => "HESSO-CRIC as released";

    public override double ScoreDecay => 1;

    public CricCost Cost => new(cycle, (end ?? start) - start, copies.Sum(c => c.Copy.numel() * c.Copy.ElementSize), suspects.HistoricalCount, IsLossSeen: true);

    public override void Step(SparseTraining training, long step)
    {
        if (step == start)
        {
            lossBefore = Loss(training);
            copies.AddRange(training.Parameters.All.Select(p => ((torch.Tensor)p.Parameter, p.Parameter.detach().clone().DetachFromDisposeScope())));
        }

        if (step < start)
        {
            training.Train(measure: null, options.SaliencyDirection);
        }
        else if (step < cyclesStart)
        {
            Project(training, step - start);
        }
        else if (end is null)
        {
            Cycle(training, step);
        }
        else
        {
            training.Train(measure: null, options.SaliencyDirection);
            training.Shrink(Math.Max(1, options.ResolvedPruning - (step - end.Value) + 1));
        }
    }

    /// <exception cref="NotSupportedException">Always.</exception>
    public override void Declare(StateFields fields) =>
        throw new NotSupportedException("HESSO-CRIC as released cannot go on from a checkpoint: what it remembers between steps is not saved. Use HESSO-CRIC without ReferenceSchedule.");

    public override void Dispose() => copies.ForEach(c => c.Copy.Dispose());

    /// <summary>The trial of one group: zeroed in even steps, judged and put back in odd ones.</summary>
    private void Project(SparseTraining training, long offset)
    {
        var number = (int)(offset / (2 * TrialSparsities.Length));
        var group = map.Groups[number];
        float[] scores = [];
        training.Parameters.Move(directions => scores = Score(training, directions), moves: _ => false);
        if (offset % 2 == 1)
        {
            lossRatios[number] += Loss(training) / lossBefore / TrialSparsities.Length;
            PutBack();
            return;
        }

        var width = Math.Max(1, (int)(group.Width * TrialSparsities[offset / 2 % TrialSparsities.Length]));
        training.Choose([.. Enumerable.Range(group.Start, group.Width).OrderBy(s => scores[s]).Take(width)], restarts: false);
        training.Approach(0);
        training.State.Release();
    }

    private void Cycle(SparseTraining training, long step)
    {
        var directions = training.Parameters.Directions();
        var lowest = Lowest(Score(training, slice => slice.Trained is { } trained ? directions[trained] : null));
        if ((step - cyclesStart) % length == 0)
        {
            if (cycle++ == 0)
            {
                suspects.Note(lowest);
            }

            suspects.Advance();
            training.State.Release();
            training.Choose(suspects.Active, restarts: false);
            PutBack();
        }

        suspects.Note(lowest);
        var written = training.Slices.Select(slice => slice.Trained).ToHashSet();
        TrainedParameters.Apply(directions, moves: written.Contains);
        var position = (step - cyclesStart - 1 + length) % length;
        training.Approach((length - position - 1.0) / (length - position));
        if (cycle >= options.MaximumCycles || suspects.Active.Length <= options.Tolerance)
        {
            Finish(training, step);
        }
    }

    private void Finish(SparseTraining training, long step)
    {
        training.State.Release();
        foreach (var (group, ratio) in map.Groups.Zip(lossRatios))
        {
            training.State.Average.Value.narrow(0, group.Start, group.Width).Add(ratio / group.Width);
        }

        var scores = training.Scores();
        training.Choose(Policy.Choose(scores, training.Gone(), 0, 1), restarts: false);
        PutBack();
        end = step;
    }

    private float[] Score(SparseTraining training, Func<WriterSlice, torch.Tensor?> directions)
    {
        var score = training.Measure(training.Statistics(directions), withRedundant: true);
        training.State.Average.Add(score);
        return score.data<float>().ToArray();
    }

    private int[] Lowest(float[] scores) => [.. Enumerable.Range(0, scores.Length).OrderBy(s => scores[s]).Take(policy.Target)];

    private void PutBack() => copies.ForEach(c => c.Tensor.copy_(c.Copy));

    private static double Loss(SparseTraining training) =>
        training.Loss?.to(torch.float32).item<float>() ?? throw new InvalidOperationException("HESSO-CRIC as released needs the loss: use step(closure), or ReportLoss before step.");
}
