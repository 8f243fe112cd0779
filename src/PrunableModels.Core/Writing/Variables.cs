using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>The local variables of a <c>forward</c> and the tensors that they hold: a variable is used again once nothing reads what it held.</summary>
/// <param name="taken">Names that mean something else.</param>
/// <param name="lastUse">The last step that reads a tensor.</param>
internal sealed class Variables(IEnumerable<string> taken, Func<GraphValue, int> lastUse)
{
    private static readonly string[] Unnamed = ["x", "y", "z"];
    private readonly HashSet<string> taken = new(taken, StringComparer.Ordinal);
    private readonly Dictionary<string, GraphValue> held = new(StringComparer.Ordinal);
    private readonly Dictionary<GraphValue, string> names = [];

    public string this[GraphValue value] => Identifiers.Escape(names[value]);

    /// <summary>A parameter.</summary>
    public string Declare(GraphValue value, string name)
    {
        var unique = Identifiers.Unique(name, taken);
        held[unique] = value;
        if (!names.ContainsKey(value))
        {
            names[value] = unique;
        }

        return Identifiers.Escape(unique);
    }

    /// <summary>A variable for what a step gives, and whether it is a new one.</summary>
    public (string Name, bool IsNew) Assign(GraphValue value, string? name, int step, GraphValue? changed)
    {
        var preferred = name ?? (changed is not null && names.TryGetValue(changed, out var same) ? same : null);
        foreach (var candidate in Candidates(preferred))
        {
            var isKnown = held.TryGetValue(candidate, out var holder);
            if (isKnown ? lastUse(holder!) <= step : !taken.Contains(candidate))
            {
                taken.Add(candidate);
                held[candidate] = value;
                names[value] = candidate;
                return (this[value], !isKnown);
            }
        }

        throw new InvalidOperationException("There is always another name.");
    }

    /// <summary>A name for something that is no tensor.</summary>
    public string Reserve(string name) => Identifiers.Unique(name, taken);

    private static IEnumerable<string> Candidates(string? preferred)
    {
        var names = preferred is not null && Identifiers.IsValid(preferred) ? [preferred] : Unnamed;
        return names.Concat(Enumerable.Range(2, int.MaxValue - 2).Select(i => names[0] + i.ToString(CultureInfo.InvariantCulture)));
    }
}
