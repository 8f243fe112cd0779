using System.Collections.Generic;
using System.Linq;

namespace PrunableModels;

/// <summary>
/// What a compact model costs, by the widths that its groups have left: a sum over tensors or layers of products over axes, exact for
/// any mask, because compaction cuts each axis by itself.
/// </summary>
internal sealed class CostModel
{
    private readonly long constant;
    private readonly AxisCount[][] products;

    /// <param name="measure">What is counted.</param>
    /// <param name="widths">The groups' widths as they are.</param>
    /// <param name="products">The products.</param>
    public CostModel(TargetMeasure measure, int[] widths, IEnumerable<IReadOnlyList<AxisCount>> products)
    {
        Measure = measure;
        var all = products.ToLookup(p => p.All(axis => axis.IsFixed));
        constant = all[true].Sum(p => Product(p, widths));
        this.products = [.. all[false].Select(p => p.ToArray())];
        Whole = Of(widths);
    }

    /// <summary>What is counted.</summary>
    public TargetMeasure Measure { get; }

    /// <summary>What is counted, in the plural.</summary>
    public string Unit => Measure == TargetMeasure.Macs ? "multiply-adds" : "parameters";

    /// <summary>The cost with every group whole.</summary>
    public long Whole { get; }

    /// <summary>The cost with some structures left.</summary>
    /// <param name="kept">How many structures each group has left.</param>
    public long Of(int[] kept)
    {
        var sum = constant;
        foreach (var product in products)
        {
            sum = checked(sum + Product(product, kept));
        }

        return sum;
    }

    private static long Product(IReadOnlyList<AxisCount> axes, int[] kept)
    {
        var product = 1L;
        for (var i = 0; i < axes.Count; i++)
        {
            product = checked(product * axes[i].Of(kept));
        }

        return product;
    }
}
