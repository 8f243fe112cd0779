using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;

namespace PrunableModels;

/// <summary>
/// Looks for the segments with which least is lost and enough is saved. A segment takes with it what only it needed, so what it loses and
/// what it saves is that of the whole network before and after. Step by step the segment is taken that loses least for what it saves of what
/// is still missing; more than that is no merit. What turns out not to be needed for the target is put back in the end.
/// </summary>
/// <remarks>
/// The greedy solution of a covering knapsack. What a segment is worth is computed anew only when it comes first, which is enough where it
/// is worth less the more is gone, as it nearly always is.
/// </remarks>
/// <param name="mayGo">For every segment whether it may be erased.</param>
/// <param name="goal">What is to be saved.</param>
/// <param name="loss">What is lost by an erasure; only differences matter.</param>
internal sealed class ErasingSearch(IReadOnlyList<bool> mayGo, ErasingGoal goal, Func<Erasure, double> loss)
{
    /// <summary>The segments to erase.</summary>
    /// <param name="gone">1 for what is erased already.</param>
    /// <param name="period">The periods that are then over.</param>
    /// <param name="periods">All periods.</param>
    /// <param name="isReached">Whether that is enough.</param>
    public int[] Run(int[] gone, long period, long periods, out bool isReached)
    {
        int[] removed = [.. gone];
        var now = Look(removed, period, periods);
        List<int> chosen = [];

        // What cannot go now may go once something else has: a segment that is starved is none any more when nothing needs it.
        for (var before = -1; before != chosen.Count && now.Missing > 0;)
        {
            before = chosen.Count;
            now = Take(removed, chosen, now, period, periods);
        }

        isReached = now.Missing <= 0;
        return isReached ? Needed(removed, chosen, period, periods) : [.. chosen];
    }

    private Outcome Take(int[] removed, List<int> chosen, Outcome now, long period, long periods)
    {
        var queue = new PriorityQueue<int, (double Price, int Segment)>();
        foreach (var candidate in Enumerable.Range(0, mayGo.Count).Where(s => mayGo[s] && removed[s] == 0))
        {
            if (PriceOf(With(candidate)) is { } price)
            {
                queue.Enqueue(candidate, (price, candidate));
            }
        }

        while (now.Missing > 0 && queue.TryDequeue(out var segment, out var offered))
        {
            var then = With(segment);
            if (PriceOf(then) is not { } price)
            {
                continue;
            }

            if (price > offered.Price && queue.TryPeek(out _, out var next) && price > next.Price)
            {
                queue.Enqueue(segment, (price, segment));
                continue;
            }

            removed[segment] = 1;
            chosen.Add(segment);
            now = then;
        }

        return now;

        Outcome With(int segment)
        {
            removed[segment] = 1;
            var outcome = Look(removed, period, periods);
            removed[segment] = 0;
            return outcome;
        }

        // Null where it leaves no network, or saves nothing.
        double? PriceOf(Outcome then) => then.IsValid && then.Missing < now.Missing ? (then.Lost - now.Lost) / (now.Missing - Math.Max(0, then.Missing)) : null;
    }

    private int[] Needed(int[] removed, List<int> chosen, long period, long periods)
    {
        foreach (var segment in Enumerable.Reverse(chosen).ToList())
        {
            removed[segment] = 0;
            if (Look(removed, period, periods) is { IsValid: true, Missing: <= 0 })
            {
                chosen.Remove(segment);
            }
            else
            {
                removed[segment] = 1;
            }
        }

        return [.. chosen];
    }

    private Outcome Look(int[] removed, long period, long periods)
    {
        var erasure = goal.Erase(removed);
        return new(erasure, goal.Missing(erasure, period, periods), new(() => loss(erasure)));
    }

    // What is lost is asked for only where it matters, for it may have to be measured.
    private sealed record Outcome(Erasure Erasure, long Missing, Lazy<double> Loss)
    {
        public bool IsValid => Erasure.IsValid;

        public double Lost => Loss.Value;
    }
}
