using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TorchSharp;

namespace PrunableModels;

/// <summary>
/// CRIC: cycles of trial in which the suspects go to zero and everything is scored, each undone; then HESSO's shrink by the mean of the
/// scores, with the rise of the loss near zero as a further criterion.
/// </summary>
internal sealed class CricMethod : SparseMethod
{
    private readonly HessoCricOptions options;
    private readonly long start;
    private readonly long length;
    private readonly ModelSnapshot snapshot;
    private readonly CricSuspects suspects;
    private readonly CricLosses losses;
    private int cycles;
    private long peakBytes;
    private long shrinkStart;
    private float[]? final;

    private CricMethod(PruningPolicy policy, int count, IEnumerable<torch.Tensor> buffers, HessoCricOptions options)
        : base(policy)
    {
        this.options = options;
        start = options.ResolvedStart;
        length = options.ResolvedCycle;
        snapshot = new(buffers);
        suspects = new(count);
        losses = new(count);
    }

    public override string Plan => $"HESSO-CRIC from step {start}, {options.MaximumCycles} cycles of {length}, pruning {options.ResolvedPruning} in {options.PruningPeriods}, tolerance {options.Tolerance}, loss weight {options.LossWeight:R}";

    /// <summary>A mean over all cycles.</summary>
    public override double ScoreDecay => 1;

    public CricCost Cost => new(cycles, cycles * length, peakBytes, suspects.HistoricalCount, losses.AreKnown);

    /// <exception cref="ArgumentException">The options contradict each other, the map or the reachable sparsity.</exception>
    public static SparseMethod Of(StructureMap map, IEnumerable<(string name, torch.Tensor buffer)> buffers, HessoCricOptions options)
    {
        options.Validate();
        return options.ReferenceSchedule
            ? new ReferenceCricMethod(ReferencePolicy.Of(map, options), map, options)
            : new CricMethod(HessoPolicy.Of(map, options), map.Count, buffers.Select(b => b.buffer), options);
    }

    public override void Attach(SparseTraining training) => snapshot.Attach(training);

    public override bool MayShrink => !snapshot.IsTaken;

    public override void Follow(IReadOnlyList<ReplacedParameter> replaced) => snapshot.Follow(replaced);

    public override void Step(SparseTraining training, long step)
    {
        if (step <= start || IsIdle)
        {
            training.Train(measure: null, options.SaliencyDirection);
            if (step == start && !IsIdle)
            {
                // Before the next batch moves the running statistics.
                Remember(training);
            }
        }
        else if (final is null)
        {
            Sample(training, (step - start - 1) % length);
        }
        else
        {
            training.Train(measure: null, options.SaliencyDirection);
            Shrink(training, step);
        }
    }

    public override void Save(BinaryWriter writer)
    {
        SaveCounts(writer);
        snapshot.Save(writer);
    }

    public override void Load(BinaryReader reader)
    {
        LoadCounts(reader);
        snapshot.Load(reader);
    }

    public override void Declare(StateFields fields)
    {
        fields.Written("memory", SaveCounts, LoadCounts);
        fields.Within("snapshot", snapshot.Declare);
    }

    public override void Reset()
    {
        cycles = 0;
        peakBytes = shrinkStart = 0;
        suspects.Clear();
        losses.Clear();
        snapshot.Drop();
        final = null;
    }

    public override void Dispose() => snapshot.Dispose();

    private void SaveCounts(BinaryWriter writer)
    {
        writer.Write(cycles);
        writer.Write(peakBytes);
        writer.Write(shrinkStart);
        suspects.Save(writer);
        losses.Save(writer);
        writer.Write(final?.Length ?? 0);
        Array.ForEach(final ?? [], writer.Write);
    }

    private void LoadCounts(BinaryReader reader)
    {
        cycles = reader.ReadInt32();
        peakBytes = reader.ReadInt64();
        shrinkStart = reader.ReadInt64();
        suspects.Load(reader);
        losses.Load(reader);
        final = reader.ReadInt32() is > 0 and var count ? [.. Enumerable.Range(0, count).Select(_ => reader.ReadSingle())] : null;
    }

    /// <summary>A step of trial.</summary>
    private void Sample(SparseTraining training, long position)
    {
        if (!snapshot.IsTaken)
        {
            Remember(training);
        }

        if (training.Loss is { } loss)
        {
            losses.Note(loss.to(torch.float64).mean().item<double>(), position, length);
        }

        training.Train(structures => Score(training, structures), options.SaliencyDirection);
        if (cycles == 0 && position == 0)
        {
            suspects.Advance();
            training.Choose(suspects.Active, restarts: false);
        }

        // On the way the marks say what goes to zero; nothing arrives, since everything is put back.
        training.Approach((length - position - 1.0) / (length - position));
        if (position == length - 1)
        {
            Undo(training);
        }
    }

    private void Remember(SparseTraining training)
    {
        training.State.Average.Restart();
        snapshot.Take();
        peakBytes = snapshot.Bytes;
    }

    /// <summary>Collects the scores, of suspects too, and what looks redundant by them.</summary>
    private void Score(SparseTraining training, StructureStatistics structures)
    {
        var score = training.Measure(structures, withRedundant: true);
        training.State.Average.Add(score, structures.Scored);
        var scores = structures.Scored is { } scored ? score.Where(scored.logical_not(), float.NaN) : score;
        suspects.Note(Policy.Choose(scores.cpu().data<float>().ToArray(), new bool[structures.Count], 0, 1));
    }

    private void Undo(SparseTraining training)
    {
        snapshot.Restore();
        training.State.Release();
        losses.Assign(suspects.Active);
        cycles++;
        if (suspects.NextCount <= options.Tolerance || cycles == options.MaximumCycles)
        {
            Finish(training);
            return;
        }

        suspects.Advance();
        training.Choose(suspects.Active, restarts: false);
    }

    private void Finish(SparseTraining training)
    {
        snapshot.Drop();
        shrinkStart = training.State.Step;
        var average = training.State.Average;
        if (losses.AreKnown)
        {
            var rises = losses.Score().to(average.Value.device);
            average.Value.Add(rises / Policy.Norm(rises), options.LossWeight);
        }

        final = average.Read();
    }

    private void Shrink(SparseTraining training, long step)
    {
        var schedule = new HessoSchedule(shrinkStart, options.ResolvedPruning, options.PruningPeriods);
        var point = schedule.At(step);
        if (point.IsFirst)
        {
            training.Choose(Policy.Choose(final!, training.Gone(), point.Period, schedule.Periods), restarts: false);
        }

        training.Shrink(Policy.Road(point.StepsLeft));
    }
}
