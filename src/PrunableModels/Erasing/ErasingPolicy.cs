using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using PrunableModels.Core;
using TorchSharp;

namespace PrunableModels;

/// <summary>
/// H2SPG's choice (OTOv3): the segments whose going loses least of what matters, so that the network that is left is still one, until
/// enough is gone. With a segment goes what only it needed: see <see cref="ErasingSearch"/>.
/// </summary>
internal sealed class ErasingPolicy : PruningPolicy
{
    /// <summary>How many made-up scores are tried where others do not lead to the target.</summary>
    private const int Trials = 16;

    private readonly IReadOnlyList<Segment> segments;
    private readonly ErasingGoal goal;
    private readonly Func<Erasure, double>? measured;

    private ErasingPolicy(IReadOnlyList<Segment> segments, IReadOnlyList<ConstrainedGroup> groups, ErasingGoal goal, Func<Erasure, double>? measured)
        : base(groups, goal)
    {
        this.measured = measured;
        this.segments = segments;
        this.goal = goal;
    }

    public override bool CountsGone => false;

    public override bool KeepsMoments => false;

    public override bool SeedsMoments => false;

    /// <summary>The policy for a map of segments.</summary>
    /// <param name="map">The map.</param>
    /// <param name="graph">The model's segments, executed on the target's input if it has one.</param>
    /// <param name="live">The model.</param>
    /// <param name="gates">Its gates.</param>
    /// <param name="options">The target and what is excluded.</param>
    /// <exception cref="ArgumentException">A rule means nothing in the model, or the target cannot be reached.</exception>
    public static ErasingPolicy Of(StructureMap map, SegmentGraph graph, LiveModel live, GatedModules gates, H2spgOptions options)
    {
        if (options.Rules.FirstOrDefault(r => !live.Tensors.Any(t => r.Matches(t.Path))) is { } unknown)
        {
            throw new ArgumentException($"The pattern '{unknown.Pattern}' means no parameter of the model: correct it, or leave the rule out.", nameof(options));
        }

        List<Segment> segments = [.. map.Groups.Select(g => graph.Find(g.Id)!)];
        var groups = map.Groups.Zip(segments, (group, segment) => Constrain(group, segment, options.Rules)).ToList();
        Func<Erasure, double>? measured = options.Loss is { } loss ? new ErasureLoss(live, gates, loss).Of : null;
        var policy = new ErasingPolicy(segments, groups, GoalOf(options.Target!, graph, segments, live), measured);
        policy.RequireReachable(options.Target!);
        return policy;
    }

    public override long Road(long stepsLeft) => stepsLeft;

    public override torch.Tensor Norm(torch.Tensor scores) => EuclideanNorm(scores);

    public override int[] Choose(float[] scores, bool[] gone, long period, long periods)
    {
        var removed = Array.ConvertAll(gone, g => g ? 1 : 0);
        var chosen = Search(measured ?? new SegmentScores(segments, scores).Lost).Run(removed, period + 1, periods, out var isReached);
        for (var trial = 0; trial < Trials && !isReached; trial++)
        {
            var other = Search(MadeUp(trial)).Run(removed, period + 1, periods, out isReached);
            chosen = isReached ? other : chosen;
        }

        Array.Sort(chosen);
        return chosen;
    }

    private static ConstrainedGroup Constrain(LinkedGroup group, Segment segment, IReadOnlyList<GroupRule> rules) =>
        segment.Kept is not null ? new(group, [0], "goes with what is erased behind it")
        : rules.FirstOrDefault(r => r.IsFor(group, segment.Parameters.Select(p => p.Path))) is { } exclusion ? new(group, [0], $"excluded by '{exclusion.Pattern}'")
        : new(group, [0, 1], "what is left has to be a network");

    private static ErasingGoal GoalOf(PruningTarget target, SegmentGraph graph, IReadOnlyList<Segment> segments, LiveModel live)
    {
        return ErasureCost.Of(target, graph, live) is { } cost
            ? new ErasureCostGoal(cost, (long)(cost.Whole * target.Share), Erase)
            : new SegmentGoal((int)Math.Round(target.Share * segments.Count(s => s.Kept is null), MidpointRounding.AwayFromZero), Erase);

        Erasure Erase(int[] removed) => Erasure.Of(graph, segments.Where((_, i) => removed[i] > 0));
    }

    private ErasingSearch Search(Func<Erasure, double> loss) => new([.. Groups.Select(g => g.Capacity > 0)], goal, loss);

    /// <summary>All alike, and then any.</summary>
    private Func<Erasure, double> MadeUp(int trial)
    {
        var random = new Random(trial);
        return new SegmentScores(segments, [.. segments.Select(_ => trial == 0 ? 1 : 1 - random.NextSingle())]).Lost;
    }

    private void RequireReachable(PruningTarget target)
    {
        var most = 0;
        for (var trial = 0; trial < Trials; trial++)
        {
            most = Math.Max(most, Search(MadeUp(trial)).Run(new int[segments.Count], 1, 1, out var isReached).Length);
            if (isReached)
            {
                return;
            }
        }

        throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"The target of {target} cannot be reached by erasing: of {segments.Count(s => s.Kept is null)} segments, {most} can go so that the rest is still a network, tried in {Trials} orders."),
            nameof(SparseOptions.Target));
    }
}
