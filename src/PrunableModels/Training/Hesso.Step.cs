using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using TorchSharp.Modules;

namespace PrunableModels;

public sealed partial class Hesso
{
    /// <summary>Trains by one batch, whose gradients are in the parameters, and prunes as the schedule says.</summary>
    /// <param name="closure">Computes loss and gradients, if the caller has not.</param>
    /// <returns>The closure's loss; null without a closure.</returns>
    /// <exception cref="InvalidOperationException">The model has been compacted since the optimizer was made.</exception>
    public override torch.Tensor step(Func<torch.Tensor>? closure = null)
    {
        RequireCurrent();
        torch.Tensor? loss = null;
        if (closure is not null)
        {
            using var grad = torch.enable_grad();
            loss = closure();
        }

        using var noGrad = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var point = schedule.At(++pruning.Step);
        Train(isScored: pruning.Average.Wants(point));
        if (point.IsFirst)
        {
            Choose(point);
        }

        Prune(point);
        return loss!;
    }

    /// <summary>The base updates; scores are taken where the parameters were before.</summary>
    private void Train(bool isScored)
    {
        if (isScored && saliencyDirection == SaliencyDirection.Update)
        {
            TrainInTwoPasses();
            return;
        }

        if (isScored)
        {
            Score(static slice => slice.Tensor.grad);
        }

        foreach (var (parameter, group) in Trained())
        {
            // Parameter by parameter: temporaries of its size must not wait for the end of the step.
            using var scope = torch.NewDisposeScope();
            if (Direction(parameter, group) is { } direction)
            {
                group.Options.Variant.Apply(parameter, direction, group.LearningRate);
            }
        }
    }

    /// <summary>As <see cref="Train"/>, when the directions of all parameters have to be known first.</summary>
    private void TrainInTwoPasses()
    {
        var directions = new Dictionary<UpdateState, torch.Tensor>();
        foreach (var (parameter, group) in Trained())
        {
            if (Direction(parameter, group) is { } direction)
            {
                directions[(UpdateState)_state[parameter.Handle]] = direction;
            }
        }

        Score(slice => slice.State is { } state ? directions.GetValueOrDefault(state) : null);
        foreach (var (parameter, group) in Trained())
        {
            if (directions.TryGetValue((UpdateState)_state[parameter.Handle], out var direction))
            {
                group.Options.Variant.Apply(parameter, direction, group.LearningRate);
            }
        }
    }

    private IEnumerable<(Parameter Parameter, HessoParameterGroup Group)> Trained() =>
        Groups.SelectMany(group => group.Parameters, (group, parameter) => (parameter, group));

    private torch.Tensor? Direction(Parameter parameter, HessoParameterGroup group) =>
        parameter.grad is { } gradient ? group.Options.Variant.Direction(parameter, gradient, (UpdateState)_state[parameter.Handle]) : null;

    private void Score(Func<WriterSlice, torch.Tensor?> direction)
    {
        var live = policy.CountsGone ? torch.ones_like(marks.Live) : marks.Live;
        pruning.Average.Add(scorer.Score(live, direction));
    }

    /// <summary>The redundant structures of a new period.</summary>
    private void Choose(SchedulePoint point)
    {
        var quota = TargetCount / (int)schedule.Periods;
        if (point.Period == schedule.Periods - 1)
        {
            quota = TargetCount - (quota * (int)(schedule.Periods - 1));
        }

        var scores = pruning.Average.Value.cpu().data<float>().ToArray();
        var gone = Array.ConvertAll(pruning.Statuses, status => status != StructureStatus.Important);
        pruning.Choose(policy.Choose(scores, gone, TargetCount, quota));
    }

    /// <summary>One step on the road to zero, and whatever is at zero back to it: after all updates, so nothing moves them any more.</summary>
    private void Prune(SchedulePoint point)
    {
        if (RedundantCount == 0)
        {
            marks.Hold();
            return;
        }

        var road = policy.Road(point.StepsLeft);
        marks.Shrink((road - 1.0) / road);
        marks.Hold();
        if (road == 1)
        {
            pruning.Arrive();
            if (!policy.KeepsMoments)
            {
                marks.DropMoments();
            }
        }
    }
}
