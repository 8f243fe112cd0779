using PrunableModels.Core;
using PrunableModels.Standalone;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests;

/// <summary>The compact model as a class: it compiles and computes the same, or says why it cannot be written.</summary>
public sealed class WrittenClassTests
{
    // A native layer does not tell its settings.
    private static readonly HashSet<string> Refused = ["transformer classifier"];

    public static TheoryData<string> Names() => [.. Models.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_written_class_computes_what_the_compact_model_does(string name)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        manual_seed(1);
        using var instance = Models.Find(name).Create(ScalarType.Float32);
        ZooCheck.Scramble(instance.Module);
        instance.Module.eval();
        instance.Compact(Masks.Random(instance.Pruning, 0.5, 1));
        if (Refused.Contains(name))
        {
            Assert.Throws<CompactClassException>(() => instance.ToClass(StandaloneClass.Name));
            return;
        }

        var expected = instance.Run();
        using var standalone = StandaloneClass.Create(instance.ToClass(StandaloneClass.Name));
        standalone.load_state_dict(instance.Module.state_dict(), strict: false);
        standalone.eval();
        Assert.InRange(ZooCheck.Difference(expected, StandaloneClass.Run(standalone, instance.Inputs)), 0, 1e-5);
    }
}
