using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using TorchSharp.Modules;

namespace PrunableModels;

/// <content>The groups of parameters and how they move.</content>
public abstract partial class SparseOptimizer
{
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

    private IEnumerable<SparseParameterGroup> Groups => _parameter_groups.Cast<SparseParameterGroup>();

    /// <summary>Adds parameters; those that are trained already are left out.</summary>
    /// <param name="param_group">A <see cref="SparseParameterGroup"/>, or a group without options, which moves as the first one began.</param>
    /// <exception cref="ArgumentException">The group has options of another optimizer.</exception>
    public override void add_param_group(ParamGroup param_group)
    {
        var group = param_group switch
        {
            SparseParameterGroup own => own,
            { Options: null } => new SparseParameterGroup(param_group.Parameters, ((SparseParameterOptions)_defaults).Variant),
            _ => throw new ArgumentException($"{GetType().Name} takes a {nameof(SparseParameterGroup)}.", nameof(param_group)),
        };
        var number = _parameter_groups.Count;
        Add(group, group.Parameters.Select((parameter, i) => ($"parameter {i} of parameter group {number}", parameter)));
    }

    /// <summary>One group for the variant, then one a rule, empty or not: the caller can count on their order.</summary>
    private void AddGroups(IEnumerable<(string name, Parameter parameter)> parameters, SparseOptions options)
    {
        var rules = options.ParameterRules.ToList();
        var members = parameters.ToLookup(p => rules.FindIndex(rule => rule.Match(p.name, p.parameter)));
        Add(trained.First, members[-1]);
        for (var i = 0; i < rules.Count; i++)
        {
            Add(new SparseParameterGroup([], rules[i].Variant), members[i]);
        }
    }

    private void Add(SparseParameterGroup group, IEnumerable<(string Name, Parameter Parameter)> parameters)
    {
        var added = parameters.Where(p => trained.TryAdd(p.Name, p.Parameter, group)).Select(p => p.Parameter).ToList();
        foreach (var parameter in added)
        {
            _state[parameter.Handle] = trained.Find(parameter)!.State;
        }

        group.Parameters = added;
        _parameter_groups.Add(group);
    }
}
