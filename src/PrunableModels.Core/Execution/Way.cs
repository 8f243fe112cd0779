using System;
using System.Collections.Generic;

namespace PrunableModels.Core;

/// <summary>
/// One way to look at a model: what is assumed, which grows where the model asks for more. What it decides for the first time it goes on
/// with; nothing before depends on it. The other side is for later.
/// </summary>
/// <param name="assumptions">What is assumed at the start.</param>
/// <param name="others">Takes the ways that were not gone; null where whatever is not decided ends the execution.</param>
internal sealed class Way(Assumptions assumptions, Action<Assumptions>? others = null)
{
    /// <summary>Every decision doubles the ways: half-typed code may ask for one with every turn of a loop that does not end.</summary>
    private const int MostDecisions = 256;

    private readonly HashSet<string> leftOpen = new(StringComparer.Ordinal);
    private int guards;

    /// <summary>What is assumed by now.</summary>
    public Assumptions Assumptions { get; private set; } = assumptions;

    /// <summary>Which side of a condition is looked at first: what is null where nothing is given, for most models are made so.</summary>
    public static bool FirstOf(string condition) => condition.EndsWith(" == null", StringComparison.Ordinal);

    /// <summary>Whether a condition holds.</summary>
    /// <exception cref="UndecidedBranchException">It is not decided, and cannot be any more.</exception>
    /// <exception cref="ExecutionLimitException">Too much is decided already.</exception>
    public bool Decide(string condition)
    {
        if (Assumptions.Decisions.TryGetValue(condition, out var value))
        {
            return value;
        }

        if (others is null || guards > 0 || leftOpen.Contains(condition))
        {
            throw new UndecidedBranchException(condition);
        }

        if (Assumptions.Decisions.Count >= MostDecisions)
        {
            throw new ExecutionLimitException($"what the program does depends on more than {MostDecisions} conditions that are not known");
        }

        var first = FirstOf(condition);
        others(Assumptions.WithDecision(condition, !first));
        Assumptions = Assumptions.WithDecision(condition, first);
        return first;
    }

    /// <summary>Asks without deciding: null where the answer is open.</summary>
    public bool? Ask(Func<bool> holds)
    {
        guards++;
        try
        {
            return holds();
        }
        catch (UndecidedBranchException e)
        {
            leftOpen.Add(e.Condition);
            return null;
        }
        finally
        {
            guards--;
        }
    }
}
