using System;
using System.Linq;
using PrunableModels.Core;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>How many positions of an axis are left under a mask.</summary>
internal sealed class Remaining(LinkedModel model, Tensor mask)
{
    /// <summary>The number of positions that are left.</summary>
    /// <param name="axis">The axis in terms of spaces.</param>
    /// <param name="extent">How many it has.</param>
    public long Of(AxisType axis, long extent)
    {
        using var scope = NewDisposeScope();
        var padded = cat([mask.cpu(), ones(1, ScalarType.Bool, CPU)], 0);
        var keep = ones(extent, ScalarType.Bool, CPU);
        foreach (var space in model.Spaces.Where(s => axis.Spaces.Contains(s.Group.Space)))
        {
            var layouts = AxisLayout.Find(axis, space.Group.Space, extent)
                ?? throw new InvalidOperationException($"Where the structures of {space.Linked.Id} lie in {axis} is not known.");
            foreach (var layout in layouts)
            {
                keep &= padded[layout.ToTensor(space.Linked.Start, space.Linked.Width, model.Map.Count, CPU)];
            }
        }

        return keep.sum().item<long>();
    }

    /// <summary>A scale as a number: the product of <c>(extent before / extent after)^power</c>.</summary>
    public double Factor(Scale scale) => scale.Powers.Aggregate(1.0, (product, p) =>
        product * Math.Pow(p.Axis.Extent.IsConstant(out var extent) ? (double)extent / Of(p.Axis, extent) : throw new InvalidOperationException($"The extent of {p.Axis} is not known."), p.Power));
}
