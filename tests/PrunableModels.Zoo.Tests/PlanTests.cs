using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests;

/// <summary>A model that is made smaller several times, and what its plan makes of another instance at once.</summary>
[Collection(nameof(DrawnAlone))]
public sealed class PlanTests
{
    public static TheoryData<string> Names() => [.. Models.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Pruning_twice_is_the_plan_at_once(string name) => Compare(name, 0.7, 0.7);

    /// <summary>Little is left, so that grouped convolutions come apart into other groups.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Pruning_until_little_is_left_is_the_plan_at_once(string name) => Compare(name, 0.4, 0.5, 0.6);

    [Fact]
    public void What_came_apart_is_a_stage_of_its_own()
    {
        using var scope = NewDisposeScope();
        using var model = Create("resnext-50");
        model.Compact(Masks.Random(model.Pruning, 0.4, 0));
        model.Compact(Masks.Random(model.Pruning, 0.5, 1));

        Assert.Equal(2, model.Pruning.Plan!.Stages.Count);
    }

    private static void Compare(string name, params double[] keep)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var several = Create(name);
        using var once = Create(name);
        for (var i = 0; i < keep.Length; i++)
        {
            several.Compact(Masks.Random(several.Pruning, keep[i], i));
        }

        once.Compact(several.Pruning.Plan!);

        Assert.Equal(several.Pruning.CountParameters(), once.Pruning.CountParameters());
        Assert.InRange(ZooCheck.Difference(several.Run(), once.Run()), 0, 1e-10);
    }

    private static ZooInstance Create(string name)
    {
        manual_seed(1);
        var instance = Models.Find(name).Create(ScalarType.Float64);
        instance.Module.eval();
        return instance;
    }
}
