using PrunableModels.Core;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests;

/// <summary>Models in words.</summary>
public sealed class ExplanationTests
{
    public static TheoryData<string> Names() => [.. Models.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_an_editor_shows_of_a_model_fits_on_a_screen_and_agrees_with_the_live_model(string name)
    {
        using var scope = NewDisposeScope();
        using var instance = Models.Find(name).Create(ScalarType.Float32);
        var program = instance.Pruning.Program;
        var compiled = Explanation.Of(program, ModelAnalysis.Analyze(program));

        Assert.InRange(compiled.Glance().Sum(p => p.Count), 1, 30);
        if (compiled.InGroups is not null)
        {
            Assert.Equal(instance.Pruning.Explain().Split('\n')[0], compiled.Totals);
        }
    }
}
