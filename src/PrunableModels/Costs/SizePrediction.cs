using System;

namespace PrunableModels;

/// <summary>What a compact model has, as a function of the structures that stay.</summary>
internal sealed class SizePrediction(StructureMap map, CostModel parameters, CostModel? macs)
{
    /// <summary>For the model of a map; null where it has none.</summary>
    /// <param name="map">The structures.</param>
    /// <param name="goal">What the model is pruned to; multiply-adds are predicted if it goes by them.</param>
    public static SizePrediction? Of(StructureMap map, RemovalGoal goal)
    {
        var cost = (goal as CostGoal)?.Model;
        return map.Model is { } model
            ? new(map, cost is { Measure: TargetMeasure.Parameters } ? cost : model.ParameterCost(), cost is { Measure: TargetMeasure.Macs } ? cost : null)
            : null;
    }

    /// <param name="keeps">Whether a structure stays, by its number.</param>
    public CompactSize Of(Func<int, bool> keeps)
    {
        var kept = ModelCosts.Kept(map, keeps);
        var removed = map.Count;
        foreach (var number in kept)
        {
            removed -= number;
        }

        return new(map.Count == 0 ? 0 : (double)removed / map.Count, Change(parameters, kept), macs is null ? null : Change(macs, kept));
    }

    private static SizeChange Change(CostModel cost, int[] kept) => new(cost.Whole, cost.Of(kept));
}
