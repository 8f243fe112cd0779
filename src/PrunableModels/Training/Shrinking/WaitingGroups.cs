using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;

namespace PrunableModels;

/// <summary>
/// The groups that can only be removed at the end of training. Where removing a structure needs a parameter to be scaled, or a bias to take
/// a constant over, the model computes the same afterwards, but trains otherwise: the parameter moves by other gradients.
/// </summary>
internal static class WaitingGroups
{
    /// <summary>The groups by their ids.</summary>
    public static IReadOnlyDictionary<string, WaitingGroup> Of(LinkedModel model)
    {
        var waiting = new Dictionary<string, WaitingGroup>(StringComparer.Ordinal);

        // A LayerNorm that keeps its original width has the same parameters and trains alike.
        foreach (var compensation in model.Groups.Compensations.Where(c => c is not Compensation.OriginalWidth))
        {
            var spaces = compensation.Axes.SelectMany(axis => axis.Spaces.Concat(model.Groups.Graph.Solver.Resolve(axis).Spaces)).ToHashSet();
            foreach (var space in model.Spaces.Where(space => spaces.Contains(space.Group.Space)))
            {
                waiting.TryAdd(space.Linked.Id, new(space.Linked.Id, $"removed, it needs that {compensation}, which would train otherwise from then on"));
            }
        }

        return waiting;
    }
}
