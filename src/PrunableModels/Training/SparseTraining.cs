using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;

namespace PrunableModels;

/// <summary>
/// What every method of sparse training has at hand in a step: the base updates, the structures with their marks and scores, and the
/// ways to bring structures to zero.
/// </summary>
internal sealed class SparseTraining : IDisposable
{
    /// <summary>Moments decay by orders of magnitude in this many steps, but not from what a flush leaves to denormal numbers.</summary>
    private const long StepsBetweenFlushes = 32;

    private readonly SparseMethod method;
    private readonly SaliencyScorer scorer;
    private readonly StructurePlaces places;
    private readonly WriterSlices slices;
    private bool[] gone;

    /// <exception cref="ArgumentException">A structure has no parameter that could be driven to zero.</exception>
    public SparseTraining(StructureMap map, TrainedParameters parameters, SparseMethod method, SparseOptions options)
    {
        this.method = method;
        Parameters = parameters;
        places = new StructurePlaces(map);
        slices = new(map, parameters);
        gone = new bool[map.Count];
        var device = Slices.Count > 0 ? Slices[0].Tensor.device : torch.CPU;
        Marks = new StructureMarks(map.Count, slices, device);
        scorer = new SaliencyScorer(map, slices, options.ResolvedCriteria, method.Policy, device) { Kept = method.Policy.CountsGone ? null : Marks.Kept };
        var plan = new RunPlan(method, options.Scoring);
        State = new PruningState(plan, new ScoreAverage(map.Count, method.ScoreDecay, device), method);
        State.Changed += Mark;
        method.Attach(this);
    }

    public TrainedParameters Parameters { get; }

    /// <summary>Every axis of a parameter that writes structures, each once.</summary>
    public IReadOnlyList<WriterSlice> Slices => slices;

    /// <summary>Where the structures lie now.</summary>
    public StructureMap Places => places.Map;

    /// <summary>Whether the model may become smaller now.</summary>
    public bool MayShrink => method.MayShrink;

    public StructureMarks Marks { get; }

    public PruningState State { get; }

    /// <summary>The loss of this step's batch, where the caller gave it.</summary>
    public torch.Tensor? Loss { get; private set; }

    /// <summary>The period that the last step was in, from 0; null outside of periods.</summary>
    public long? Period => method.PeriodAt(State.Step);

    /// <summary>One step, gradients being computed.</summary>
    public void Step(torch.Tensor? loss)
    {
        using var noGrad = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        Loss = loss;
        method.Step(this, ++State.Step);
        Loss = null;
        if (State.Step % StepsBetweenFlushes == 0)
        {
            Parameters.Flush();
        }
    }

    /// <summary>The base updates.</summary>
    /// <param name="measure">Told of the structures where the parameters are before they move; null if nothing is to be measured.</param>
    /// <param name="direction">What the measure compares structures with.</param>
    public void Train(Action<StructureStatistics>? measure, SaliencyDirection direction)
    {
        if (measure is not null && direction == SaliencyDirection.Update)
        {
            Parameters.Move(directions => measure(scorer.Statistics(directions)));
            return;
        }

        measure?.Invoke(scorer.Statistics(static slice => slice.Gradient()));
        Parameters.Move();
    }

    /// <summary>Adds the score of this step to the running scores.</summary>
    public void Score(StructureStatistics structures) => State.Average.Add(Measure(structures), structures.Scored);

    /// <summary>What the criteria are told of the structures.</summary>
    /// <param name="direction">The v of a slice's parameter, null where it has none.</param>
    public StructureStatistics Statistics(Func<WriterSlice, torch.Tensor?> direction) => scorer.Statistics(direction);

    /// <summary>The score of this step, shape <c>[Count]</c>.</summary>
    /// <param name="structures">The structures now.</param>
    /// <param name="withRedundant">Whether what is on the road to zero counts in the norms.</param>
    public torch.Tensor Measure(StructureStatistics structures, bool withRedundant = false)
    {
        var live = withRedundant || method.Policy.CountsGone ? torch.ones_like(Marks.Live) : Marks.Live;
        return scorer.Score(structures.Scored is { } scored ? live * scored : live, structures);
    }

    /// <summary>The running scores; no number where there is none since scoring began.</summary>
    public float[] Scores() => State.Average.Read();

    /// <summary>For every structure whether it was chosen before.</summary>
    public bool[] Gone() => Array.ConvertAll(State.Statuses, status => status != StructureStatus.Important);

    /// <summary>Puts structures on the road to zero.</summary>
    /// <param name="structures">Their numbers.</param>
    /// <param name="restarts">Whether scoring starts anew.</param>
    public void Choose(int[] structures, bool restarts = true)
    {
        State.Choose(structures);
        if (restarts)
        {
            State.Average.Restart();
        }
    }

    /// <summary>Multiplies what is on the road to zero by a factor, and holds what is at zero there; nothing arrives.</summary>
    public void Approach(double factor)
    {
        Marks.Shrink(factor);
        Marks.Hold();
    }

    /// <summary>
    /// One step on the road to zero, and whatever is at zero back to it: after all updates, so nothing moves them any more.
    /// </summary>
    /// <param name="road">The steps left on the road, this one included: what is on it is multiplied by (road - 1) / road.</param>
    public void Shrink(long road)
    {
        if (State.RedundantCount == 0)
        {
            Marks.Hold();
            return;
        }

        Approach((road - 1.0) / road);
        if (road == 1)
        {
            State.Arrive();
            if (!method.Policy.KeepsMoments)
            {
                Marks.DropMoments();
            }
        }
    }

    /// <summary>Takes note of a compaction: moments, marks and scores go on with what is left.</summary>
    /// <param name="cuts">What was cut, with the tensors that are there now.</param>
    /// <param name="replaced">The parameters that are other objects than before.</param>
    public void Follow(IReadOnlyList<TensorCut> cuts, IReadOnlyList<ReplacedParameter> replaced)
    {
        using var noGrad = torch.no_grad();
        Parameters.Follow(cuts, replaced);
        places.Follow(cuts, replaced);
        method.Follow(replaced);
        slices.Reset(places.Map, Parameters);
        scorer.Removed = State.Removed;
        Marks.Mark(State.Statuses);
        LeaveOut();
    }

    public void Dispose()
    {
        slices.Dispose();
        places.Dispose();
        method.Dispose();
        scorer.Dispose();
        Marks.Dispose();
        State.Dispose();
    }

    private void Mark()
    {
        Marks.Mark(State.Statuses);
        var pruned = Array.ConvertAll(State.Statuses, status => status == StructureStatus.Pruned);
        if (!pruned.SequenceEqual(gone))
        {
            gone = pruned;
            LeaveOut();
        }
    }

    /// <summary>What is gone does not count in scores any more, nor do the columns that read it.</summary>
    private void LeaveOut()
    {
        if (method.Policy.CountsGone)
        {
            return;
        }

        using var scope = torch.NewDisposeScope();
        var left = places.Left(Marks.Kept);
        foreach (var slice in slices)
        {
            slice.Leave(left[slice.Path]);
        }

        scorer.MeasureSizes(least: 1);
    }
}
