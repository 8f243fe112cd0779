using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;

namespace PrunableModels;

/// <summary>Tells a listener what a run does. It reads and never writes, so that the run is the same with it and without.</summary>
internal sealed class TrainingWatch
{
    private readonly SparseTraining training;
    private readonly SparseMethod method;
    private readonly Pruning? model;
    private readonly IReadOnlyList<LinkedGroup> groups;
    private readonly IReadOnlyList<TrainingLayer> layers;
    private readonly SparseOptions options;
    private readonly SizePrediction? prediction;
    private readonly IProgress<TrainingEvent> listener;
    private readonly List<TrainingEvent> pending = [];
    private StructureStatus[] seen;
    private CompactSize? size;
    private long? told;
    private bool isInStep;
    private bool isRunning;

    public TrainingWatch(SparseTraining training, SparseMethod method, StructureMap map, SparseOptions options, SizePrediction? prediction, IProgress<TrainingEvent> listener)
    {
        this.training = training;
        this.method = method;
        model = map.Model;
        groups = map.Groups;
        layers = TrainingLayer.Of(map);
        this.options = options;
        this.prediction = prediction;
        this.listener = listener;
        seen = [.. State.Statuses];
        State.Changed += NoteChange;
    }

    private PruningState State => training.State;

    /// <summary>A step begins; what is loaded between steps is no event.</summary>
    public void Begin()
    {
        pending.Clear();
        pending.AddRange(Start());
        isInStep = true;
        isRunning |= State.Step < options.TotalSteps;
    }

    /// <summary>A step is over.</summary>
    /// <param name="loss">Its loss, where there is one.</param>
    /// <param name="rates">Gives the learning rates.</param>
    /// <param name="end">Gives what there is to say at the end of the run.</param>
    public void End(torch.Tensor? loss, Func<double[]> rates, Func<TrainingEnded> end)
    {
        isInStep = false;
        told = State.Step;
        if (State.Step % options.MetricsEvery == 0 || State.Step == options.TotalSteps)
        {
            pending.Add(new StepMeasured(State.Step, Measure(loss, rates())));
        }

        if (State.Step == options.TotalSteps)
        {
            pending.Add(end());
            isRunning = false;
        }

        foreach (var item in pending)
        {
            listener.Report(item);
        }
    }

    /// <summary>The run ends, unless it has.</summary>
    /// <param name="rates">Gives the learning rates; null where nothing can be measured any more.</param>
    /// <param name="end">Gives what there is to say at the end of the run.</param>
    public void Complete(Func<double[]>? rates, Func<TrainingEnded> end)
    {
        if (!isRunning)
        {
            return;
        }

        isRunning = false;
        if (rates is not null && State.Step % options.MetricsEvery != 0)
        {
            listener.Report(new StepMeasured(State.Step, Measure(loss: null, rates())));
        }

        listener.Report(end());
    }

    /// <summary>A batch was left out.</summary>
    public void Skip(string? parameter)
    {
        TrainingEvent[] events = [.. Start(), new StepSkipped(State.Step + 1, parameter)];
        told = State.Step;
        foreach (var item in events)
        {
            listener.Report(item);
        }
    }

    /// <summary>What there is to say of a step that does not follow the one before.</summary>
    private IEnumerable<TrainingStarted> Start() => told == State.Step
        ? []
        : [
            new(State.Step)
            {
                Options = options,
                Method = method.Description,
                Goal = method.Policy.Goal.Explain(),
                TargetCount = method.Policy.Goal.Count,
                Model = model,
                Groups = groups,
                Layers = layers,
                Redundant = Find(s => State.Statuses[s] == StructureStatus.Redundant),
                Pruned = Find(s => State.Statuses[s] == StructureStatus.Pruned),
            },
        ];

    private void NoteChange()
    {
        var now = State.Statuses;
        if (isInStep)
        {
            Note(s => seen[s] == StructureStatus.Important && now[s] == StructureStatus.Redundant, found => new StructuresChosen(State.Step, found, training.Scores()));
            Note(s => seen[s] == StructureStatus.Redundant && now[s] == StructureStatus.Important, found => new StructuresReleased(State.Step, found));
            Note(s => seen[s] != StructureStatus.Pruned && now[s] == StructureStatus.Pruned, found => new StructuresPruned(State.Step, found));
        }

        seen = [.. now];
        size = null;
    }

    private void Note(Func<int, bool> has, Func<IReadOnlyList<GroupStructures>, TrainingEvent> make)
    {
        var found = Find(has);
        if (found.Count > 0)
        {
            pending.Add(make(found));
        }
    }

    private List<GroupStructures> Find(Func<int, bool> has)
    {
        List<GroupStructures> found = [];
        foreach (var group in groups)
        {
            int[] own = [.. Enumerable.Range(group.Start, group.Width).Where(has)];
            if (own.Length > 0)
            {
                found.Add(new(group, own));
            }
        }

        return found;
    }

    private StepMetrics Measure(torch.Tensor? loss, double[] rates)
    {
        using var noGrad = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var squares = training.Statistics(static _ => null).SquaredNorm;
        var norms = torch.stack([(squares * training.Marks.Redundant).sum(), (squares * training.Marks.Live).sum()]).sqrt().cpu().data<float>().ToArray();
        return new()
        {
            Loss = loss?.detach().to(torch.float64).mean().item<double>(),
            GroupSparsity = State.Statuses.Length == 0 ? 0 : (double)State.PrunedCount / State.Statuses.Length,
            RedundantCount = State.RedundantCount,
            PrunedCount = State.PrunedCount,
            RedundantNorm = norms[0],
            ImportantNorm = norms[1],
            LearningRates = rates,
            Size = size ??= prediction?.Of(s => State.Statuses[s] == StructureStatus.Important),
            SkippedSteps = State.SkippedSteps,
            Period = training.Period,
        };
    }
}
