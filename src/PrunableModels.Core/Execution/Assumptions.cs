using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// What is taken for granted about values that are not known before the program runs: how often a loop runs, which branch is
/// taken. A model is analysed under every combination, up to a limit; an assumption that is missing is asked for by exception,
/// and the analysis starts over with it (for branches see <see cref="Way"/>).
/// </summary>
/// <param name="counts">Symbols that bound loops, and the number of turns to look at.</param>
/// <param name="decisions">Conditions by their text, and their value.</param>
/// <param name="maker">The static method that makes the model, or null where its constructor does, of arguments that are not known.</param>
/// <param name="leavesFunctionsUnknown">Whether layers that a function makes which is not known are looked at as such.</param>
public sealed class Assumptions(IReadOnlyDictionary<string, long> counts, IReadOnlyDictionary<string, bool> decisions, string? maker = null, bool leavesFunctionsUnknown = false)
{
    /// <summary>Nothing is assumed.</summary>
    public static Assumptions None { get; } = new(new Dictionary<string, long>(), new Dictionary<string, bool>());

    private const string Input = "forward.";
    private const string Data = "the number in ";

    /// <summary>What an input that is no tensor is called in conditions.</summary>
    internal static string OfInput(string name) => Input + name;

    /// <summary>What a number that a tensor holds is called in conditions and sizes.</summary>
    internal static string OfData(string tensor) => Data + tensor;

    /// <summary>Whether it is about a number that a tensor holds.</summary>
    internal static bool IsOfData(string condition) => condition.Contains(Data);

    /// <summary>The name of the input that is called so.</summary>
    internal static string NameOfInput(string key) => key.Substring(Input.Length);

    /// <summary>Whether a condition is about an input: it may be another with every call.</summary>
    internal static bool IsOfInput(string condition) => condition.Contains(Input);

    /// <summary>The conditions assumed.</summary>
    public IReadOnlyDictionary<string, bool> Decisions => decisions;

    /// <summary>The static method that makes the model, or null.</summary>
    public string? Maker => maker;

    /// <summary>What is assumed in words; nothing where that is nothing.</summary>
    public string Describe() => string.Join(", ", (maker is null ? [] : new[] { $"made by {maker}" }).Concat(decisions.Select(d => d.Value ? d.Key : $"not ({d.Key})")));

    /// <summary>Nothing but that a static method of the model's class makes it.</summary>
    public static Assumptions MadeBy(string method) => new(new Dictionary<string, long>(), new Dictionary<string, bool>(), method);

    /// <summary>Nothing; layers that an unknown function makes stay unknown.</summary>
    public static Assumptions WithUnknownFunctions { get; } = new(new Dictionary<string, long>(), new Dictionary<string, bool>(), leavesFunctionsUnknown: true);

    /// <summary>The assumptions with a count more.</summary>
    public Assumptions WithCount(string symbol, long count) =>
        new(counts.Append(new(symbol, count)).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal), decisions, maker, leavesFunctionsUnknown) { States = States };

    /// <summary>The assumptions with a decision more.</summary>
    public Assumptions WithDecision(string condition, bool value) =>
        new(counts, decisions.Append(new(condition, value)).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal), maker, leavesFunctionsUnknown) { States = States };

    /// <summary>Fields that one call reads as an earlier one has left them, by their paths.</summary>
    internal HashSet<string> States { get; private init; } = [];

    /// <summary>The assumptions with a field more that calls leave to each other.</summary>
    internal Assumptions WithState(string field) => new(counts, decisions, maker, leavesFunctionsUnknown) { States = [.. States, field] };

    internal Size Resolve(Size size) => counts.Count == 0 ? size : size.Substitute(s => counts.TryGetValue(s, out var n) ? n : null);

    /// <summary>Asks for another way to look at the model where a layer comes out of a function that is not known.</summary>
    internal void RequireKnown(Value layer)
    {
        if (layer is Value.Symbol { MadeBy: { } function } && !leavesFunctionsUnknown)
        {
            throw new UnknownFunctionException(function);
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(", ", counts.Select(c => $"{c.Key} = {c.Value}").Concat(decisions.Select(d => d.Value ? d.Key : $"not ({d.Key})")));
}

/// <summary>A branch depends on something that is not known.</summary>
internal sealed class UndecidedBranchException(string condition) : Exception($"whether {condition} is not known")
{
    public string Condition { get; } = condition;
}

/// <summary>A layer is made by a function that the caller of the constructor gives.</summary>
internal sealed class UnknownFunctionException(string function) : Exception($"which layers {function} makes is not known");

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
internal sealed class ExecutionLimitException(string problem = "the program does not end within the steps allowed") : Exception(problem);
