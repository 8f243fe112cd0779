using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests;

/// <summary>The promise on every model of the zoo.</summary>
public sealed class ZooTests
{
    private static readonly double[] Shares = [0.1, 0.5, 0.9];

    public static TheoryData<string> Names() => [.. Models.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Zeroed_and_compact_model_agree(string name)
    {
        for (var seed = 0; seed < Shares.Length; seed++)
        {
            Assert.InRange(Difference(name, ScalarType.Float32, Shares[seed], seed), 0, 1e-5);
            Assert.InRange(Difference(name, ScalarType.Float64, Shares[seed], seed), 0, 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_has_groups_and_trains_before_and_after(string name)
    {
        using var scope = NewDisposeScope();
        using var instance = Models.Find(name).Create(ScalarType.Float32);
        Assert.NotEmpty(instance.Pruning.Groups);
        ZooCheck.TrainingStep(instance);
        instance.Compact(Masks.Random(instance.Pruning, 0.5, 0));
        ZooCheck.TrainingStep(instance);
    }

    private static double Difference(string name, ScalarType type, double keep, int seed)
    {
        using var scope = NewDisposeScope();
        manual_seed(seed);
        using var instance = Models.Find(name).Create(type);
        return ZooCheck.Difference(instance, keep, seed);
    }
}
