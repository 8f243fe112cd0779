using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using PrunableModels.Core;
using TorchSharp;

namespace PrunableModels;

/// <summary>
/// H2SPG's choice (OTOv3): segments from the most to the least redundant, each of which is taken if the network that is left is still
/// one, until enough is gone.
/// </summary>
internal sealed class ErasingPolicy : PruningPolicy
{
    /// <summary>Orders in which everything is taken to see how far one can go.</summary>
    private const int Trials = 16;

    private readonly SegmentGraph graph;
    private readonly IReadOnlyList<Segment> segments;

    private ErasingPolicy(SegmentGraph graph, IReadOnlyList<Segment> segments, IReadOnlyList<ConstrainedGroup> groups, RemovalGoal goal)
        : base(groups, goal)
    {
        this.graph = graph;
        this.segments = segments;
    }

    public override bool CountsGone => false;

    public override bool KeepsMoments => false;

    public override bool SeedsMoments => false;

    /// <summary>The policy for a map of segments.</summary>
    /// <param name="map">The map.</param>
    /// <param name="graph">The model's segments, executed on the target's input if it has one.</param>
    /// <param name="live">The model.</param>
    /// <param name="options">The target and what is excluded.</param>
    /// <exception cref="ArgumentException">A rule means nothing in the model, or the target cannot be reached.</exception>
    public static ErasingPolicy Of(StructureMap map, SegmentGraph graph, LiveModel live, H2spgOptions options)
    {
        if (options.Rules.FirstOrDefault(r => !live.Tensors.Any(t => r.Matches(t.Path))) is { } unknown)
        {
            throw new ArgumentException($"The pattern '{unknown.Pattern}' means no parameter of the model: correct it, or leave the rule out.", nameof(options));
        }

        List<Segment> segments = [.. map.Groups.Select(g => graph.Find(g.Id)!)];
        var groups = map.Groups.Zip(segments, (group, segment) => Constrain(group, segment, options.Rules)).ToList();
        var policy = new ErasingPolicy(graph, segments, groups, GoalOf(options.Target!, graph, segments, live));
        policy.RequireReachable(options.Target!);
        return policy;
    }

    public override long Road(long stepsLeft) => stepsLeft;

    public override torch.Tensor Norm(torch.Tensor scores) => EuclideanNorm(scores);

    public override int[] Choose(float[] scores, bool[] gone, long period, long periods)
    {
        var removed = Array.ConvertAll(gone, g => g ? 1 : 0);
        var ranked = Enumerable.Range(0, scores.Length).OrderBy(s => float.IsNaN(scores[s]) ? float.MaxValue : scores[s]).ThenBy(s => s);
        int[] chosen = [.. Take([.. ranked], removed, period, periods)];
        Array.Sort(chosen);
        return chosen;
    }

    private static ConstrainedGroup Constrain(LinkedGroup group, Segment segment, IReadOnlyList<GroupRule> rules) =>
        rules.FirstOrDefault(r => r.IsFor(group, segment.Parameters.Select(p => p.Path))) is { } exclusion
            ? new(group, [0], $"excluded by '{exclusion.Pattern}'")
            : new(group, [0, 1], "what is left has to be a network");

    private static RemovalGoal GoalOf(PruningTarget target, SegmentGraph graph, IReadOnlyList<Segment> segments, LiveModel live) =>
        ErasureCost.Of(target, graph, live) is { } cost
            ? new ErasingGoal(cost, (long)(cost.Whole * target.Share), removed => Erase(graph, segments, removed))
            : new TotalGoal((int)Math.Round(target.Share * segments.Count, MidpointRounding.AwayFromZero));

    private static Erasure Erase(SegmentGraph graph, IReadOnlyList<Segment> segments, IReadOnlyList<int> removed) =>
        Erasure.Of(graph, segments.Where((_, i) => removed[i] > 0));

    // What cannot go now may go once something else has: a segment that is starved is none any more when nothing needs it.
    private List<int> Take(IReadOnlyList<int> ranked, int[] removed, long period, long periods)
    {
        var chosen = new List<int>();
        for (var before = -1; before != chosen.Count && !Goal.IsReached(removed, period + 1, periods);)
        {
            before = chosen.Count;
            foreach (var segment in ranked.Where(s => removed[s] == 0 && Groups[s].Capacity > 0))
            {
                removed[segment] = 1;
                if (!Erase(graph, segments, removed).IsValid)
                {
                    removed[segment] = 0;
                    continue;
                }

                chosen.Add(segment);
                if (Goal.IsReached(removed, period + 1, periods))
                {
                    break;
                }
            }
        }

        return chosen;
    }

    private void RequireReachable(PruningTarget target)
    {
        var random = new Random(1);
        var most = 0;
        for (var trial = 0; trial < Trials; trial++)
        {
            var removed = new int[segments.Count];
            most = Math.Max(most, Take([.. Enumerable.Range(0, segments.Count).OrderBy(i => trial == 0 ? i : random.Next())], removed, 0, 1).Count);
            if (Goal.IsReached(removed, 1, 1))
            {
                return;
            }
        }

        throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"The target of {target} cannot be reached by erasing: of {segments.Count} segments, {most} can go so that the rest is still a network, tried in {Trials} orders."),
            nameof(SparseOptions.Target));
    }
}
