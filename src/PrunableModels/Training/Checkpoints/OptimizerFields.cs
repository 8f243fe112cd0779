using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp.Modules;
using static TorchSharp.torch.optim;

namespace PrunableModels;

/// <summary>What an optimizer consists of: its kind, its groups of parameters, what it remembers of each parameter, and the rest.</summary>
internal static class OptimizerFields
{
    /// <summary>The parameters that are trained, group by group, with their names; those that are not the model's are numbered.</summary>
    public static IEnumerable<(Parameter Parameter, string Name)> Parameters(Optimizer optimizer, ParameterNames names) =>
        Groups(optimizer).SelectMany(group => group.Parameters).Select((parameter, i) => (parameter, names.Find(parameter) ?? Numbered(i)));

    public static void Declare(StateFields fields, OptimizerHelper optimizer, ParameterNames names)
    {
        var states = optimizer.state_dict();
        var parameters = Parameters(optimizer, names).ToArray();
        fields.Fixed("kind", optimizer.GetType().Name);
        for (var i = parameters.Length; i < states.State.Count; i++)
        {
            Declare(fields, i == parameters.Length ? "pruning" : $"pruning {i - parameters.Length}", states.State[i]);
        }

        DeclareGroups(fields, optimizer, [.. parameters.Select(p => p.Name)]);
        fields.Within("parameters", inner =>
        {
            for (var i = 0; i < parameters.Length; i++)
            {
                var (parameter, name) = parameters[i];
                if (names.Find(parameter) is null)
                {
                    inner.Tensor($"{name}/value", parameter);
                }

                Declare(inner, name, states.State[i]);
            }
        });
    }

    private static void DeclareGroups(StateFields fields, Optimizer optimizer, string[] names)
    {
        var groups = Groups(optimizer).ToArray();
        fields.Fixed("groups", $"{groups.Length}");
        for (var i = 0; i < groups.Length; i++)
        {
            var count = groups[i].Parameters.Count();
            fields.Within($"groups/{i}", inner => inner.Fixed("parameters", string.Join('\n', names.Take(count))));
            names = names[count..];
            Declare(fields, $"groups/{i}", groups[i].Options);
        }
    }

    private static void Declare(StateFields fields, string name, object part)
    {
        if (part is not ICheckpointed checkpointed)
        {
            throw new NotSupportedException($"{part.GetType()} cannot be put into a checkpoint.");
        }

        fields.Within(name, checkpointed.Declare);
    }

    private static IEnumerable<ParamGroup> Groups(Optimizer optimizer) => optimizer.ParamGroups.Cast<ParamGroup>();

    private static string Numbered(int index) => $"#{index}";
}
