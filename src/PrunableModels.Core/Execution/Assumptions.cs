using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// What is taken for granted about values that are not known before the program runs: how often a loop runs, which branch is
/// taken. A model is analysed under every combination, up to a limit; an assumption that is missing is asked for by exception,
/// and the analysis starts over with it.
/// </summary>
/// <param name="counts">Symbols that bound loops, and the number of turns to look at.</param>
/// <param name="decisions">Conditions by their text, and their value.</param>
public sealed class Assumptions(IReadOnlyDictionary<string, long> counts, IReadOnlyDictionary<string, bool> decisions)
{
    /// <summary>Nothing is assumed.</summary>
    public static Assumptions None { get; } = new(new Dictionary<string, long>(), new Dictionary<string, bool>());

    /// <summary>The conditions assumed.</summary>
    public IReadOnlyDictionary<string, bool> Decisions => decisions;

    /// <summary>Fields that one call reads as an earlier one has left them, by their paths.</summary>
    internal HashSet<string> States { get; private init; } = [];

    /// <summary>The assumptions with a field more that calls leave to each other.</summary>
    internal Assumptions WithState(string field) => new(counts, decisions) { States = [.. States, field] };

    /// <summary>The assumptions with a count more.</summary>
    public Assumptions WithCount(string symbol, long count) =>
        new(counts.Append(new(symbol, count)).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal), decisions) { States = States };

    /// <summary>The assumptions with a decision more.</summary>
    public Assumptions WithDecision(string condition, bool value) =>
        new(counts, decisions.Append(new(condition, value)).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal)) { States = States };

    internal Size Resolve(Size size) => counts.Count == 0 ? size : size.Substitute(s => counts.TryGetValue(s, out var n) ? n : null);

    internal bool Decide(string condition) =>
        decisions.TryGetValue(condition, out var value) ? value : throw new UndecidedBranchException(condition);

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(", ", counts.Select(c => $"{c.Key} = {c.Value}").Concat(decisions.Select(d => d.Value ? d.Key : $"not ({d.Key})")));
}

/// <summary>A branch depends on something that is not known.</summary>
internal sealed class UndecidedBranchException(string condition) : Exception($"whether {condition} is not known")
{
    public string Condition { get; } = condition;
}

/// <summary>The bound of a loop depends on a symbol.</summary>
internal sealed class UndecidedCountException(Size bound) : Exception($"how often a loop runs depends on {bound}")
{
    private const long MostTried = 4096;

    /// <summary>The first symbol of the bound.</summary>
    public string Symbol { get; } = bound.Symbols().First();

    /// <summary>The least value of the symbol for which the bound is at least so large; that number itself where none is found.</summary>
    public long ValueFor(long least)
    {
        for (long value = 1; value <= MostTried; value++)
        {
            if (Size.IsLess(bound.Substitute(s => s == Symbol ? value : null), least) == false)
            {
                return value;
            }
        }

        return least;
    }
}

/// <summary>A field is read before the call writes it, so that earlier calls decide what it holds.</summary>
internal sealed class StateException(string field) : Exception($"{field} holds what an earlier call has left in it")
{
    public string Field { get; } = field;
}

/// <summary>What is executed throws whenever it comes here.</summary>
internal sealed class ThrownException(string @class, string member) : Exception($"{TypeIds.Short(@class)}.{member} throws");

/// <summary>The program does more steps than any model needs.</summary>
internal sealed class ExecutionLimitException() : Exception("the program does not end within the steps allowed");
