using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests;

/// <summary>A model that is made smaller twice, and what its plan makes of another instance at once.</summary>
[Collection(nameof(DrawnAlone))]
public sealed class PlanTests
{
    private const double Keep = 0.7;

    public static TheoryData<string> Names() => [.. Models.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Pruning_twice_is_the_plan_at_once(string name)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var twice = Create(name);
        using var once = Create(name);
        for (var seed = 0; seed < 2; seed++)
        {
            twice.Compact(Masks.Random(twice.Pruning, Keep, seed));
        }

        once.Compact(twice.Pruning.Plan!.ToMask(once.Pruning.Map));

        Assert.Equal(twice.Pruning.CountParameters(), once.Pruning.CountParameters());
        Assert.InRange(ZooCheck.Difference(twice.Run(), once.Run()), 0, 1e-10);
    }

    private static ZooInstance Create(string name)
    {
        manual_seed(1);
        var instance = Models.Find(name).Create(ScalarType.Float64);
        instance.Module.eval();
        return instance;
    }
}
