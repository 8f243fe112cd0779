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
    private readonly SparseMethod method;
    private readonly SaliencyScorer scorer;

    /// <exception cref="ArgumentException">A structure has no parameter that could be driven to zero.</exception>
    public SparseTraining(StructureMap map, TrainedParameters parameters, SparseMethod method, SparseOptions options)
    {
        this.method = method;
        Parameters = parameters;
        Slices = WriterSlices.Of(map, parameters);
        var device = Slices.Count > 0 ? Slices[0].Tensor.device : torch.CPU;
        scorer = new SaliencyScorer(map, Slices, options.ResolvedCriteria, method.Policy, device);
        Marks = new StructureMarks(map.Count, Slices, device);
        var plan = new PruningPlan(method.Policy.Groups, method.Plan, method.Policy.Goal);
        State = new PruningState(plan, new ScoreAverage(map.Count, method.ScoreDecay, device), method);
        State.Changed += () => Marks.Mark(State.Statuses);
        method.Attach(this);
    }

    public TrainedParameters Parameters { get; }

    /// <summary>Every axis of a parameter that writes structures, each once.</summary>
    public IReadOnlyList<WriterSlice> Slices { get; }

    public StructureMarks Marks { get; }

    public PruningState State { get; }

    /// <summary>One step, gradients being computed.</summary>
    public void Step()
    {
        using var noGrad = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        method.Step(this, ++State.Step);
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

        measure?.Invoke(scorer.Statistics(static slice => slice.Tensor.grad));
        Parameters.Move();
    }

    /// <summary>Adds the score of this step to the running scores.</summary>
    public void Score(StructureStatistics structures) => State.Average.Add(Measure(structures));

    /// <summary>The score of this step, shape <c>[Count]</c>.</summary>
    public torch.Tensor Measure(StructureStatistics structures) =>
        scorer.Score(method.Policy.CountsGone ? torch.ones_like(Marks.Live) : Marks.Live, structures);

    /// <summary>The running scores.</summary>
    public float[] Scores() => State.Average.Value.cpu().data<float>().ToArray();

    /// <summary>For every structure whether it was chosen before.</summary>
    public bool[] Gone() => Array.ConvertAll(State.Statuses, status => status != StructureStatus.Important);

    /// <summary>Puts structures on the road to zero; scoring starts anew.</summary>
    public void Choose(int[] structures) => State.Choose(structures);

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

        Marks.Shrink((road - 1.0) / road);
        Marks.Hold();
        if (road == 1)
        {
            State.Arrive();
            if (!method.Policy.KeepsMoments)
            {
                Marks.DropMoments();
            }
        }
    }

    public void Dispose()
    {
        foreach (var slice in Slices)
        {
            slice.Dispose();
        }

        method.Dispose();
        scorer.Dispose();
        Marks.Dispose();
        State.Dispose();
    }
}
