using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Tests;

/// <summary>Soundness: whatever the layers and however they are wired, what is offered can be removed.</summary>
public sealed class RandomModelTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_is_offered_can_be_removed(int part)
    {
        const int perPart = 50;
        var (groups, kept) = (0, 0);
        foreach (var seed in Enumerable.Range(part * perPart, perPart))
        {
            using var scope = NewDisposeScope();
            var (made, program) = RandomModel.Make(seed);
            using var model = made.to(ScalarType.Float64);
            try
            {
                var mask = Masks.Random(model.Pruning, 0.5, seed);
                model.Compact(mask, new() { ExampleInput = randn(3, 3, 16, 16, ScalarType.Float64), Tolerance = 1e-10 });
            }
            catch (Exception e)
            {
                Assert.Fail($"Seed {seed}: {e.Message}\n{program}\n{model.Pruning.Explain()}");
            }

            groups += model.Pruning.Groups.Count;
            kept += model.Pruning.Linked.Kept.Count;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{groups} groups left, {kept} kept");
        Assert.True(groups > perPart);
    }
}
