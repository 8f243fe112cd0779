using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;

namespace PrunableModels;

/// <summary>What an erasure loses by the scores of what is not used any more, whether it was erased or needed by nothing else.</summary>
internal sealed class SegmentScores
{
    private readonly IReadOnlyList<Segment> segments;
    private readonly double[] losses;

    /// <param name="segments">What has a score.</param>
    /// <param name="scores">The scores, not-a-number where there is none.</param>
    public SegmentScores(IReadOnlyList<Segment> segments, float[] scores)
    {
        this.segments = segments;

        // Losses add up, so there are none below zero. What is not known is not erased while something else can be.
        List<float> known = [.. scores.Where(s => !float.IsNaN(s))];
        var least = known.Count == 0 ? 0 : Math.Min(0, known.Min());
        var all = known.Sum(s => (double)s - least) + 1;
        losses = [.. scores.Select(s => float.IsNaN(s) ? all : s - least)];
    }

    /// <summary>The sum.</summary>
    public double Lost(Erasure erasure) => losses.Where((_, i) => !erasure.IsLive(segments[i])).Sum();
}
