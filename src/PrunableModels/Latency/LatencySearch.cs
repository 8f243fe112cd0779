using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>A target for a latency: what was measured, and the multiply-adds that go with it.</summary>
/// <param name="Target">The target to train for. It is a number like any other, so that training stays the same on every machine and when resumed.</param>
/// <param name="Measured">The latency of the model with all groups narrowed alike to that target.</param>
public sealed record LatencyTarget(PruningTarget Target, LatencyChange Measured);

/// <summary>Finds the width, the same share for every group, at which a model is fast enough.</summary>
internal static class LatencySearch
{
    private const int Halvings = 6;

    /// <exception cref="ArgumentException">With every group at its narrowest the model is not fast enough; the message gives what was measured.</exception>
    public static LatencyTarget Find(Pruning pruning, LatencyMeter meter, double share, long[] inputShape, IReadOnlyList<ConstrainedGroup> groups)
    {
        var macs = pruning.MacCost(inputShape);
        var (narrow, found) = (0.0, Measure(0));
        if (found.Change.Share > share)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"A share of {share} of the latency is out of reach: with every group as narrow as the constraints allow, {found.Change} were measured."),
                nameof(share));
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

        return new(PruningTarget.Macs((double)macs.Of(found.Kept) / macs.Whole, inputShape), found.Change);

        (int[] Kept, LatencyChange Change) Measure(double keep)
        {
            int[] kept = [.. groups.Select(g => g.Group.Width - g.Removals.MinBy(r => Math.Abs(r - ((1 - keep) * g.Group.Width))))];
            bool[] keeps = [.. groups.SelectMany((g, i) => Enumerable.Range(0, g.Group.Width).Select(s => s < kept[i]))];
            using var mask = tensor(keeps);
            return (kept, meter.Measure(mask));
        }
    }
}
