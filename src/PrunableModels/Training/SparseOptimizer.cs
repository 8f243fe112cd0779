using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using TorchSharp.Modules;

namespace PrunableModels;

/// <summary>
/// An optimizer that trains a model and on the way drives redundant structures to exactly zero. Learning-rate schedulers,
/// <c>zero_grad</c>, <c>ParamGroups</c>, <c>state_dict</c> and <c>save_state_dict</c> work as with TorchSharp's own optimizers.
/// </summary>
public abstract partial class SparseOptimizer : OptimizerHelper, torch.optim.IMomentum
{
    private readonly TrainedParameters trained;
    private readonly SparseTraining training;
    private readonly PruningPolicy policy;
    private readonly SizePrediction? size;
    private readonly FiniteCheck? finiteCheck;
    private readonly Shrinker? shrinker;
    private readonly bool shrinks;
    private readonly bool skipsSteps;
    private readonly TrainingWatch? watch;
    private torch.Tensor? reportedLoss;
    private bool isRetired;

    private protected SparseOptimizer(StructureMap map, IEnumerable<(string name, Parameter parameter)> parameters, SparseOptions options, SparseMethod method)
    {
        policy = method.Policy;
        size = SizePrediction.Of(map, policy.Goal);
        var first = new SparseParameterGroup([], options.Variant);
        trained = new(method.Policy.SeedsMoments, first);
        _parameter_groups = [];
        _defaults = new SparseParameterOptions(options.Variant);
        AddGroups(parameters, options);
        training = new(map, trained, method, options);
        shrinker = map.Model is { } model ? new(model, training) : null;
        shrinks = options.CompactWhileTraining;
        if (shrinks && (shrinker is null || policy.CountsGone))
        {
            throw new ArgumentException(shrinker is null
                ? "A model can only be compacted while training if its structures were found in it and not written down by hand: make the optimizer by the method of the model."
                : "The released implementation goes by what is pruned, so that it cannot be removed while training: leave out ReferenceSchedule.", nameof(options.CompactWhileTraining));
        }

        finiteCheck = options.OnNonFinite == NonFiniteHandling.Ignore ? null : new(trained);
        watch = options.Progress is { } listener ? new(training, method, map, options, size, listener) : null;
        skipsSteps = options.OnNonFinite == NonFiniteHandling.SkipStep;
    }

    /// <summary>Steps taken.</summary>
    public long Step => State.Step;

    /// <summary>Batches that were left out because loss or gradient was not finite; they are no steps.</summary>
    public long SkippedSteps => State.SkippedSteps;

    /// <summary>
    /// Structures that are to be pruned in all; where the target is one of what is left, which only the scores turn into a
    /// number, those that have been chosen up to now.
    /// </summary>
    public int TargetCount => policy.Goal.Count ?? RedundantCount + PrunedCount;

    /// <summary>Structures on their way to zero.</summary>
    public int RedundantCount => State.RedundantCount;

    /// <summary>Structures held at zero.</summary>
    public int PrunedCount => State.PrunedCount;

    /// <summary>The share of structures held at zero.</summary>
    public double GroupSparsity => State.Statuses.Length == 0 ? 0 : (double)PrunedCount / State.Statuses.Length;

    /// <summary>Whether the target is met.</summary>
    public bool IsDone => RedundantCount == 0 && policy.IsDone(training.Gone());

    /// <summary>
    /// How large the compact model will be with what has been chosen up to now, to the number; multiply-adds if the target is one of them or a latency.
    /// Null where the structures were not found in a model but written down by hand.
    /// </summary>
    public CompactSize? CompactSize => size?.Of(s => State.Statuses[s] == StructureStatus.Important);

    /// <summary>
    /// The structures that stay: bool, one for each number of the map that the optimizer was made with, false where a structure is pruned.
    /// The optimizer's own tensor, which later steps change; not to be disposed.
    /// </summary>
    public torch.Tensor Mask => training.Marks.Kept;

    /// <summary>
    /// The running score of every structure, low for redundant; what the last choice went by until scoring begins for the next. The
    /// optimizer's own tensor, not to be disposed.
    /// </summary>
    public torch.Tensor Scores => State.Average.Value;

    internal StructureStatus[] Statuses => State.Statuses;

    /// <summary>Numbers whose gradients the choice goes by and that are no parameters of the model.</summary>
    internal virtual IReadOnlyList<torch.Tensor> Gates => [];

    private PruningState State => training.State;

    /// <summary>Trains by one batch, whose gradients are in the parameters, and prunes as the schedule says.</summary>
    /// <param name="closure">Computes loss and gradients, if the caller has not.</param>
    /// <returns>The closure's loss; null without a closure.</returns>
    /// <exception cref="InvalidOperationException">The model has been compacted or moved since the optimizer was made.</exception>
    /// <exception cref="NonFiniteException">Loss or gradient is not finite, and <see cref="SparseOptions.OnNonFinite"/> says to throw.</exception>
    public override torch.Tensor step(Func<torch.Tensor>? closure = null)
    {
        RequireCurrent();
        torch.Tensor? loss = null;
        if (closure is not null)
        {
            using var grad = torch.enable_grad();
            loss = closure();
        }

        using var reported = reportedLoss;
        reportedLoss = null;
        Take(loss ?? reported);
        return loss!;
    }

    /// <summary>
    /// Tells the loss of the coming step, for methods and checks that go by it, where <see cref="step"/> is called without a closure.
    /// </summary>
    /// <param name="loss">A single number; still the caller's to dispose.</param>
    public void ReportLoss(torch.Tensor loss)
    {
        reportedLoss?.Dispose();
        reportedLoss = loss.detach().clone().DetachFromDisposeScope();
    }

    /// <summary>
    /// Says that the run ends with the steps taken, before <see cref="SparseOptions.TotalSteps"/>: tells <see cref="SparseOptions.Progress"/> so
    /// by <see cref="TrainingEnded"/>, after the figures of the last step where they were not told. Nothing else changes: what is on its
    /// way to zero stays there, and whether the target is met is in the event. It does nothing where the run has ended or not begun.
    /// </summary>
    public void Complete() => watch?.Complete(isRetired ? null : LearningRates, Ended);

    /// <inheritdoc/>
    public override StateDictionary state_dict()
    {
        var states = base.state_dict();
        states.State.Add(State);
        return states;
    }

    /// <summary>Requires that structures and parameters are still there.</summary>
    /// <exception cref="InvalidOperationException">The model has been compacted or moved since the optimizer was made.</exception>
    internal void RequireCurrent()
    {
        if (isRetired)
        {
            throw new InvalidOperationException("The model has been compacted since this optimizer was made: its structures are gone. Make a new optimizer to train on.");
        }

        foreach (var parameter in trained.All)
        {
            if (parameter.Parameter.IsInvalid)
            {
                throw new InvalidOperationException($"Parameter '{parameter.Name}' is gone: the model was moved to another device or dtype, or disposed, since this optimizer was made. Make a new optimizer after moving.");
            }
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing)
        {
            return;
        }

        _state.Clear();
        reportedLoss?.Dispose();
        trained.Dispose();
        training.Dispose();
    }

    private double[] LearningRates() => [.. Groups.Select(group => group.LearningRate)];

    private TrainingEnded Ended() => new(Step, IsDone, PrunedCount, TargetCount);

    private void Take(torch.Tensor? loss)
    {
        if (Train(loss) is not { } found)
        {
            if (shrinks)
            {
                Follow(shrinker!.CutArrived());
            }

            watch?.End(loss, LearningRates, Ended);
        }
        else if (skipsSteps)
        {
            State.SkippedSteps++;
            watch?.Skip(found.Parameter);
        }
        else
        {
            throw new NonFiniteException(Step + 1, found.Parameter);
        }
    }

    /// <summary>One step, unless something is not finite, which is returned.</summary>
    private NonFinite? Train(torch.Tensor? loss)
    {
        using var scope = torch.NewDisposeScope();
        trained.TakeGradients();
        try
        {
            if (finiteCheck?.Find(loss) is { } found)
            {
                return found;
            }

            watch?.Begin();
            training.Step(loss);
            return null;
        }
        finally
        {
            trained.DropGradients();
        }
    }
}
