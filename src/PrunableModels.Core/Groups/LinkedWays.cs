using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// The ways in which a linked model can go: in evaluation and in training, and both sides of every condition that its live state does
/// not tell. Only what is the same in all of them can be removed.
/// </summary>
internal static class LinkedWays
{
    /// <summary>The mode, which is the first to be looked at as it is in evaluation.</summary>
    public const string Training = "training";

    private const int MostWays = 16;

    /// <summary>The groups of the first way, of which those are kept that another way sees differently.</summary>
    /// <param name="execute">Executes the model under assumptions.</param>
    /// <exception cref="UndecidedBranchException">There are too many ways.</exception>
    public static GroupSet Of(Func<Assumptions, GroupSet> execute)
    {
        for (var start = Assumptions.None; ;)
        {
            try
            {
                return Of(execute, start);
            }
            catch (StateException e)
            {
                start = start.WithState(e.Field);
            }
        }
    }

    private static GroupSet Of(Func<Assumptions, GroupSet> execute, Assumptions start)
    {
        var pending = new Stack<Assumptions>([start]);
        var ways = new List<(Assumptions Assumptions, GroupSet Groups)>();
        while (pending.Count > 0)
        {
            var assumptions = pending.Pop();
            try
            {
                ways.Add((assumptions, execute(assumptions)));
            }
            catch (ThrownException) when (ways.Count + pending.Count > 0)
            {
                // A call that throws gives nothing that could be another.
            }
            catch (UndecidedBranchException undecided) when (ways.Count + pending.Count + 2 <= MostWays)
            {
                // Evaluation comes first, and so does the call that finds nothing left behind.
                var first = IsOfState(undecided.Condition);
                pending.Push(assumptions.WithDecision(undecided.Condition, !first));
                pending.Push(assumptions.WithDecision(undecided.Condition, first));
            }
        }

        var (begin, groups) = ways[0];
        foreach (var (other, otherGroups) in ways.Skip(1))
        {
            KeepDifferent(groups, otherGroups, Difference(begin, other));
        }

        foreach (var condition in ways.SelectMany(w => w.Assumptions.Decisions.Keys).Where(c => c != Training).Distinct())
        {
            (IsOfCall(condition) ? groups.Graph.InputConditions : groups.Graph.Undecided).Add(condition);
        }

        return groups;
    }

    private static bool IsOfState(string condition) => condition.Contains(Interpreter.Left);

    /// <summary>Whether a condition may be another with every call of the same instance.</summary>
    public static bool IsOfCall(string condition) => Assumptions.IsOfInput(condition) || IsOfState(condition);

    private static void KeepDifferent(GroupSet groups, GroupSet others, (string Structures, string Positions) reason)
    {
        var places = others.Prunable.ToDictionary(g => g.Id, Places, StringComparer.Ordinal);

        // What is not used there at all may go.
        var used = new HashSet<string>(others.Graph.Leaves.Select(v => v.Leaf!.Path), StringComparer.Ordinal);
        foreach (var group in groups.Prunable.Where(g => g.Occurrences.Any(o => used.Contains(o.Path)) && (!places.TryGetValue(g.Id, out var found) || found != Places(g))).ToList())
        {
            group.Space.Kept = new(KeptKind.Mixed, reason.Structures, null);
        }

        // A field that only the other way reads could not be told what is left.
        var unread = others.Graph.FieldExtents.Where(f => !groups.Graph.FieldExtents.ContainsKey(f.Key)).SelectMany(f => others.Graph.Solver.Resolve(f.Value).Spaces).ToList();
        var ids = new HashSet<string>(others.All.Where(g => unread.Contains(g.Space)).Select(g => g.Id), StringComparer.Ordinal);
        foreach (var group in groups.Prunable.Where(g => ids.Contains(g.Id)).ToList())
        {
            group.Space.Kept = new(KeptKind.Mixed, reason.Structures, null);
        }

        var compensations = new HashSet<string>(others.Compensations.Select(c => c.ToString()), StringComparer.Ordinal);
        foreach (var axis in groups.Compensations.Where(c => !compensations.Contains(c.ToString())).SelectMany(c => c.Axes).ToList())
        {
            groups.Graph.Solver.Keep(axis, new(KeptKind.Mixed, reason.Positions, null));
        }
    }

    private static EquatableArray<string> Places(PruningGroup group) =>
        group.Occurrences.Select(o => $"{o.Path}:{o.Axis} {o.Role} {o.Type}").OrderBy(p => p, StringComparer.Ordinal).ToEquatableArray();

    private static (string Structures, string Positions) Difference(Assumptions first, Assumptions other)
    {
        var condition = other.Decisions.FirstOrDefault(d => d.Key != Training && !(first.Decisions.TryGetValue(d.Key, out var value) && value == d.Value)).Key;
        return condition is null
            ? ("in training the model does something else with it than in evaluation", "in training the model counts its positions in another way than in evaluation")
            : IsOfCall(condition) ? ($"what the model does with it depends on {condition}", $"how the model counts its positions depends on {condition}")
            : ($"whether {condition} is not known, and the model does something else with it where it is and where it is not", $"whether {condition} is not known, and the model counts its positions in another way where it is and where it is not");
    }
}
