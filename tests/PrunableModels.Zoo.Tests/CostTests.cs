using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests;

/// <summary>What a compact model will have is known to the number before anything is cut: parameters and multiply-adds are polynomials in the groups' widths.</summary>
public sealed class CostTests
{
    private static readonly double[] Shares = [0.15, 0.5, 0.85];

    public static TheoryData<string> Names() => [.. Models.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameters_are_those_of_the_compact_model(string name) =>
        Assert.True(Compare(name, (pruning, _) => pruning.ParameterCost(), (pruning, _) => pruning.CountParameters()) > 0);

    [Theory]
    [MemberData(nameof(Names))]
    public void Multiply_adds_are_those_of_the_compact_model(string name) =>
        Assert.True(Compare(name, (pruning, shapes) => ModelCosts.Macs(pruning.Linked, pruning.Execute(shapes)), (pruning, shapes) => MacCount.Of(pruning.Execute(shapes).Graph)) > 0);

    /// <returns>How much the compact models are smaller, over all masks.</returns>
    private static long Compare(string name, Func<Pruning, IReadOnlyList<IReadOnlyList<long>>, CostModel> predict, Func<Pruning, IReadOnlyList<IReadOnlyList<long>>, long> count)
    {
        var changes = 0L;
        for (var seed = 0; seed < Shares.Length; seed++)
        {
            using var scope = NewDisposeScope();
            using var instance = Models.Find(name).Create(ScalarType.Float32);
            var pruning = instance.Pruning;
            var mask = Masks.Random(pruning, Shares[seed], seed);
            var keeps = mask.data<bool>().ToArray();
            var kept = ModelCosts.Kept(pruning.Map, s => keeps[s]);
            var shapes = Shapes(instance);
            var cost = predict(pruning, shapes);
            Assert.Equal(count(pruning, shapes), cost.Whole);

            instance.Compact(mask);

            Assert.Equal(count(pruning, shapes), cost.Of(kept));
            changes += cost.Whole - cost.Of(kept);
        }

        return changes;
    }

    private static List<IReadOnlyList<long>> Shapes(ZooInstance instance) =>
        [.. instance.Inputs.Select(i => i.shape).Take(instance.Pruning.Linked.Groups.Graph.Inputs.Count)];
}
