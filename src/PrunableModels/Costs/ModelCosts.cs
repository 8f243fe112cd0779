using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;

namespace PrunableModels;

/// <summary>The costs of a linked model as functions of its groups' widths.</summary>
internal static class ModelCosts
{
    /// <summary>Parameters.</summary>
    public static CostModel Parameters(LinkedModel model)
    {
        var widths = Widths(model);
        var groups = model.Spaces.Select((s, i) => (s.Group.Space, i)).ToDictionary(s => s.Space, s => s.i);
        var types = model.Spaces.SelectMany(s => s.Group.Occurrences).DistinctBy(o => (o.Path, o.Axis)).ToDictionary(o => (o.Path, o.Axis), o => o.Type);
        return new(TargetMeasure.Parameters, widths, model.Live.Tensors.Where(t => !t.IsBuffer).Select(t => t.Tensor.shape.Select((extent, axis) =>
            AxisCount.Of(types.GetValueOrDefault((t.Path, axis)) ?? AxisType.Fixed(Size.Constant(extent)), extent, groups, widths)).ToList()));
    }

    /// <summary>Multiply-adds of convolutions and linear layers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="execution">The same model executed on inputs of known shapes.</param>
    /// <exception cref="InvalidOperationException">The size of an intermediate tensor does not follow from the inputs' shapes.</exception>
    public static CostModel Macs(LinkedModel model, GroupSet execution)
    {
        // The two executions have spaces of their own; the ids of the groups are the same.
        var widths = Widths(model);
        var numbers = model.Spaces.Select((s, i) => (s.Group.Id, i)).ToDictionary(s => s.Id, s => s.i, StringComparer.Ordinal);
        var groups = execution.All.Where(g => numbers.ContainsKey(g.Id)).ToDictionary(g => g.Space, g => numbers[g.Id]);
        foreach (var space in model.Spaces.Where((s, i) => execution.All.Count(g => g.Id == s.Group.Id && g.Extent.IsConstant(out var n) && n == widths[i]) != 1))
        {
            throw new InvalidOperationException($"The group {space.Linked.Id} is another one on inputs of these shapes.");
        }

        return new(TargetMeasure.Macs, widths, MacCount.Factors(execution.Graph).Select(axes => axes.Select(axis =>
            AxisCount.Of(execution.Graph.Solver.Resolve(axis.Type), axis.Extent, groups, widths)).ToList()));
    }

    /// <summary>How many structures of each group a mask leaves.</summary>
    /// <param name="map">The structures.</param>
    /// <param name="keeps">Whether a structure stays, by its number.</param>
    public static int[] Kept(StructureMap map, Func<int, bool> keeps) => [.. map.Groups.Select(g => Enumerable.Range(g.Start, g.Width).Count(keeps))];

    private static int[] Widths(LinkedModel model) => [.. model.Spaces.Select(s => s.Linked.Width)];
}
