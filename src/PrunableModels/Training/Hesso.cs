using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using TorchSharp.Modules;

namespace PrunableModels;

/// <summary>
/// Trains a model and drives its redundant structures to exactly zero on the way (HESSO, arXiv 2409.09085). Between
/// <see cref="HessoOptions.StartStep"/> and the end of the pruning steps, each period chooses the structures of lowest saliency and
/// shrinks them linearly to zero; before and after, and for everything else, it is the base update alone. Learning-rate schedulers,
/// <c>zero_grad</c>, <c>ParamGroups</c>, <c>state_dict</c> and <c>save_state_dict</c> work as with TorchSharp's own optimizers.
/// </summary>
/// <remarks>Move the model to its device before this is made, as for every optimizer.</remarks>
public sealed partial class Hesso : OptimizerHelper, torch.optim.IMomentum
{
    private readonly PruningPolicy policy;
    private readonly HessoSchedule schedule;
    private readonly SaliencyDirection saliencyDirection;
    private readonly WriterSlice[] slices;
    private readonly SaliencyScorer scorer;
    private readonly StructureMarks marks;
    private readonly PruningState pruning;
    private readonly SharedTensors<UpdateState> trained = new();
    private bool isRetired;

    /// <summary>Makes the optimizer.</summary>
    /// <param name="map">The structures; the caller's to dispose, after which this goes on working.</param>
    /// <param name="parameters">
    /// What to train, by state-dict path, e.g. <c>model.named_parameters()</c>. What occurs twice is trained once. Structures are driven
    /// to zero in all their writers, listed here or not.
    /// </param>
    /// <param name="options">How to train and prune.</param>
    /// <exception cref="ArgumentException">The options contradict each other, the map or the reachable sparsity; the message says how.</exception>
    public Hesso(StructureMap map, IEnumerable<(string name, Parameter parameter)> parameters, HessoOptions options)
    {
        options.Validate();
        schedule = HessoSchedule.Of(options);
        var constraints = map.Groups.Select(options.ConstraintOf).ToArray();
        policy = options.ReferenceSchedule ? new ReferencePolicy(map.Groups, constraints) : new HessoPolicy(map.Groups, constraints);
        TargetCount = policy.Target(map.Count, options.TargetGroupSparsity);
        saliencyDirection = options.SaliencyDirection;

        _parameter_groups = [];
        var defaults = new HessoParameterOptions(options.Variant);
        _defaults = defaults;
        AddGroups(parameters, options);

        slices = SlicesOf(map);
        var device = slices.Length > 0 ? slices[0].Tensor.device : torch.CPU;
        scorer = new SaliencyScorer(map, slices, options.ResolvedCriteria, policy, device);
        marks = new StructureMarks(map.Count, slices, device);
        var plan = new PruningPlan(map.Groups, constraints, schedule, TargetCount);
        pruning = new PruningState(plan, new ScoreAverage(map.Count, options.ScoreDecay, schedule.Length, device));
        pruning.Changed += () => marks.Mark(pruning.Statuses);
    }

    /// <summary>Steps taken.</summary>
    public long Step => pruning.Step;

    /// <summary>Structures that are to be pruned in all.</summary>
    public int TargetCount { get; }

    /// <summary>Structures on their way to zero.</summary>
    public int RedundantCount => pruning.RedundantCount;

    /// <summary>Structures held at zero.</summary>
    public int PrunedCount => pruning.PrunedCount;

    /// <summary>The share of structures held at zero.</summary>
    public double GroupSparsity => pruning.Statuses.Length == 0 ? 0 : (double)PrunedCount / pruning.Statuses.Length;

    /// <summary>Whether the target is met.</summary>
    public bool IsDone => PrunedCount == TargetCount;

    /// <summary>
    /// The structures that stay: bool, one for each number of the map, false where a structure is pruned. The optimizer's own tensor,
    /// which later steps change; not to be disposed.
    /// </summary>
    public torch.Tensor Mask => marks.Kept;

    /// <summary>
    /// The running score of every structure, low for redundant; what the last choice went by until scoring begins for the next. The
    /// optimizer's own tensor, not to be disposed.
    /// </summary>
    public torch.Tensor Scores => pruning.Average.Value;

    /// <summary>The momentum of all parameter groups, for schedulers that cycle it; Adam's first decay stands for it.</summary>
    public double Momentum
    {
        get => Groups.First().Momentum;
        set
        {
            foreach (var group in Groups)
            {
                group.Momentum = value;
            }
        }
    }

    internal StructureStatus[] Statuses => pruning.Statuses;

    /// <summary>Says that the structures are gone to which the optimizer's state belongs.</summary>
    internal void Retire() => isRetired = true;

    /// <summary>Requires that the structures are still there.</summary>
    /// <exception cref="InvalidOperationException">The model has been compacted since the optimizer was made.</exception>
    internal void RequireCurrent()
    {
        if (isRetired)
        {
            throw new InvalidOperationException("The model has been compacted since this optimizer was made: its structures are gone. Make a new optimizer to train on.");
        }
    }

    private IEnumerable<HessoParameterGroup> Groups => _parameter_groups.Cast<HessoParameterGroup>();

    /// <summary>Adds parameters; those that are trained already are left out.</summary>
    /// <param name="param_group">A <see cref="HessoParameterGroup"/>, or a group without options, which moves as the first one began.</param>
    /// <exception cref="ArgumentException">The group has options of another optimizer.</exception>
    public override void add_param_group(ParamGroup param_group)
    {
        var group = param_group switch
        {
            HessoParameterGroup own => own,
            { Options: null } => new HessoParameterGroup(param_group.Parameters, ((HessoParameterOptions)_defaults).Variant),
            _ => throw new ArgumentException($"{nameof(Hesso)} takes a {nameof(HessoParameterGroup)}.", nameof(param_group)),
        };
        group.Parameters = group.Parameters.Where(TryTrain).ToList();
        _parameter_groups.Add(group);
    }

    /// <inheritdoc/>
    public override StateDictionary state_dict()
    {
        var states = base.state_dict();
        states.State.Add(pruning);
        return states;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing)
        {
            return;
        }

        foreach (var (_, state) in _state)
        {
            ((UpdateState)state).Dispose();
        }

        _state.Clear();
        foreach (var slice in slices)
        {
            slice.Dispose();
        }

        scorer.Dispose();
        marks.Dispose();
        pruning.Dispose();
    }

    /// <summary>One group for the variant, then one a rule, empty or not: the caller can count on their order.</summary>
    private void AddGroups(IEnumerable<(string name, Parameter parameter)> parameters, HessoOptions options)
    {
        var rules = options.ParameterRules.ToList();
        var members = parameters.ToLookup(p => rules.FindIndex(rule => rule.Match(p.name, p.parameter)), p => p.parameter);
        add_param_group(new HessoParameterGroup(members[-1], options.Variant));
        for (var i = 0; i < rules.Count; i++)
        {
            add_param_group(new HessoParameterGroup(members[i], rules[i].Variant));
        }
    }

    private bool TryTrain(Parameter parameter)
    {
        var isNew = false;
        trained.GetOrAdd(parameter, () =>
        {
            isNew = true;
            var state = new UpdateState(parameter, policy.SeedsMoments);
            _state[parameter.Handle] = state;
            return state;
        });
        return isNew;
    }

    private WriterSlice[] SlicesOf(StructureMap map)
    {
        var distinct = new List<WriterSlice>();
        var written = new SharedTensors<List<WriterSlice>>();
        foreach (var writer in map.Slices.Where(slice => slice.Role == SliceRole.Writer))
        {
            trained.TryFind(writer.Tensor, out var state);
            var slice = new WriterSlice(writer, state);
            var ofParameter = written.GetOrAdd(writer.Tensor, () => []);
            if (ofParameter.Any(slice.IsSameAs))
            {
                slice.Dispose();
                continue;
            }

            ofParameter.Add(slice);
            distinct.Add(slice);
        }

        return [.. distinct];
    }
}
