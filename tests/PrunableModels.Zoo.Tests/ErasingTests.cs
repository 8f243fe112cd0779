using PrunableModels.Standalone;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests;

/// <summary>
/// Erased segments change nothing but that their parameters are zero: in the model itself, in a second one by the plan, and in the
/// class that is written, whatever set of segments goes as long as what is left is a network.
/// </summary>
[Collection(nameof(DrawnAlone))]
public sealed class ErasingTests
{
    private const int Sets = 3;

    public static TheoryData<string> Names() => [.. Models.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_erased_model_computes_what_the_zeroed_one_does(string name)
    {
        for (var seed = 1; seed <= Sets; seed++)
        {
            using var scope = NewDisposeScope();
            using var gradients = no_grad();
            using var instance = Create(name);
            using var other = Create(name);
            if (SegmentSets.Random(instance.Pruning, seed) is not { Count: > 0 } chosen)
            {
                continue;
            }

            SegmentSets.Zero(instance, chosen);
            var expected = instance.Run();
            instance.Erase(chosen);
            Assert.InRange(ZooCheck.Difference(expected, instance.Run()), 0, 1e-10);
            Assert.InRange(instance.Pruning.CountParameters(), 1, other.Pruning.CountParameters());

            other.Compact(instance.Pruning.Plan!);
            Assert.Equal(instance.Pruning.CountParameters(), other.Pruning.CountParameters());
            Assert.InRange(ZooCheck.Difference(expected, other.Run()), 0, 1e-10);

            using var standalone = StandaloneClass.Create(instance.ToClass(StandaloneClass.Name)).to(ScalarType.Float64);
            standalone.load_state_dict(instance.Module.state_dict(), strict: false);
            standalone.eval();
            Assert.InRange(ZooCheck.Difference(expected, StandaloneClass.Run(standalone, instance.Inputs)), 0, 1e-10);
        }
    }

    private static ZooInstance Create(string name)
    {
        manual_seed(1);
        var instance = Models.Find(name).Create(ScalarType.Float64);
        ZooCheck.Scramble(instance.Module);
        instance.Module.eval();
        return instance;
    }
}
