using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>A target for a latency: what was measured, and the multiply-adds that go with it.</summary>
/// <param name="Target">The target to train for. It is a number like any other, so that training stays the same on every machine and when resumed.</param>
/// <param name="Measured">The latency of the model with all groups narrowed alike to that target.</param>
public sealed record LatencyTarget(PruningTarget Target, LatencyChange Measured);

/// <summary>What was found for a latency.</summary>
/// <param name="Macs">The model's multiply-adds.</param>
/// <param name="Limit">Those at which it is fast enough.</param>
/// <param name="Measured">The latency there.</param>
/// <param name="Reach">What the groups' widths allow, in microseconds.</param>
internal sealed record MacsOfLatency(CostModel Macs, long Limit, LatencyChange Measured, Reach Reach);

/// <summary>Finds the width, the same share for every group, at which a model is fast enough.</summary>
internal static class LatencySearch
{
    private const int Halvings = 6;

    /// <exception cref="ArgumentException">With every group at its narrowest the model is not fast enough; the message gives what can be reached.</exception>
    public static MacsOfLatency Find(Pruning pruning, Tensor input, double share, IReadOnlyList<ConstrainedGroup> groups, string name)
    {
        var meter = new LatencyMeter(pruning.Model, pruning, input);
        var macs = pruning.MacCost(input.shape);
        var (narrow, found) = (0.0, Measure(0));
        var reach = Reach.OfLatency(found.Change, groups.All(g => g.Least == 0) ? new(found.Change.Before, found.Change.Before) : Measure(1).Change);
        if (found.Change.Share > share)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"A share of {share} of the latency is out of reach: with every group as narrow as the constraints allow, {found.Change} were measured; {reach}: raise the share, or loosen the constraints on widths."),
                name);
        }

        // Never slower than wanted: what was measured last as fast enough is the answer.
        var wide = 1.0;
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (narrow + wide) / 2;
            var measured = Measure(middle);
            if (measured.Change.Share <= share)
            {
                (narrow, found) = (middle, measured);
            }
            else
            {
                wide = middle;
            }
        }

        return new(macs, macs.Of(found.Kept), found.Change, reach);

        (int[] Kept, LatencyChange Change) Measure(double keep)
        {
            int[] kept = [.. groups.Select(g => g.Group.Width - g.Removals.MinBy(r => Math.Abs(r - ((1 - (g.Quota is null ? keep : 1)) * g.Group.Width))))];
            bool[] keeps = [.. groups.SelectMany((g, i) => Enumerable.Range(0, g.Group.Width).Select(s => s < kept[i]))];
            using var mask = tensor(keeps);
            return (kept, meter.Measure(mask));
        }
    }
}
