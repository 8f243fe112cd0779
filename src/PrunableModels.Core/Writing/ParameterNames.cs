using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>Names constructor parameters after the members and arguments that they set.</summary>
internal static class ParameterNames
{
    // Arguments that say nothing without the member they belong to.
    private static readonly Dictionary<string, string> Suffixes = new(StringComparer.Ordinal)
    {
        ["in_channels"] = "In",
        ["inputSize"] = "In",
        ["out_channels"] = "Out",
        ["outputSize"] = "Out",
        ["num_features"] = "Features",
        ["kernel_size"] = "Kernel",
    };

    // The only width of a class, where it goes in and out.
    private static readonly (string In, string Out, string Name)[] Throughout = [("in_channels", "out_channels", "channels"), ("inputSize", "outputSize", "width")];

    /// <summary>Makes a parameter of each set of positions.</summary>
    public static IReadOnlyList<ConstructorParameter> Name(IReadOnlyList<List<int>> groups, Instance instance)
    {
        var numbers = instance.Numbers;
        var taken = new HashSet<string>(instance.Fields.Select(f => f.Name.Name), StringComparer.Ordinal);
        var arguments = groups.Select(g => g.Select(i => Argument(numbers[i])).Distinct().ToList()).ToList();
        var parameters = new List<ConstructorParameter>();
        for (var i = 0; i < groups.Count; i++)
        {
            var name = Shared(arguments, i) ?? Full(numbers[groups[i][0]]);
            parameters.Add(new(Identifiers.Unique(name, taken), groups[i].Any(p => numbers[p].IsReal), groups[i]));
        }

        return parameters;
    }

    // The argument alone, where no other parameter sets one of that name.
    private static string? Shared(List<List<string>> arguments, int index)
    {
        var own = arguments[index];
        var throughout = Throughout.FirstOrDefault(t => own.Contains(t.In) && own.Contains(t.Out));
        return throughout.Name is not null && arguments.Count(a => a.Contains(throughout.In) || a.Contains(throughout.Out)) == 1 ? throughout.Name
            : own.Count == 1 && arguments.Count(a => a.Contains(own[0])) == 1 && !Suffixes.ContainsKey(own[0]) ? Identifiers.Camel(own[0])
            : null;
    }

    private static string Argument(Number number) => number.Hint[number.Hint.Count - 1];

    private static string Full(Number number)
    {
        var argument = Argument(number);
        var path = string.Concat(number.Hint.Take(number.Hint.Count - 1).Select(Identifiers.Pascal));
        return Identifiers.Camel(path + (Suffixes.TryGetValue(argument, out var suffix) ? suffix : Identifiers.Pascal(argument)));
    }
}
