using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Tests;

/// <summary>What all models of a process share: the random numbers, and the count of tensors. Other tests would disturb these.</summary>
[Collection(nameof(SharedStateTests))]
[CollectionDefinition(nameof(SharedStateTests), DisableParallelization = true)]
public sealed class SharedStateTests
{
    [Fact]
    public void Modes_statistics_and_random_numbers_are_left_alone()
    {
        using var model = new ResNet();
        model.train();
        model.named_modules().First(m => m.name == "stages").module.eval();
        var modes = model.named_modules().Select(m => $"{m.name} {m.module.training}").ToList();
        using var statistics = model.get_buffer("stages.stage0_block0.bn1.running_var")!.fill_(3).clone();
        using var mask = Masks.Random(model.Pruning, 0.5, 0);
        manual_seed(5);
        using var expected = rand(3);
        manual_seed(5);

        model.Compact(mask);

        using var next = rand(3);
        Assert.Equal(expected.data<float>().ToArray(), next.data<float>().ToArray());
        Assert.Equal(modes, model.named_modules().Select(m => $"{m.name} {m.module.training}"));
        Assert.All(model.get_buffer("stages.stage0_block0.bn1.running_var")!.data<float>(), v => Assert.Equal(3, v));
        Assert.All(model.named_buffers().Where(b => b.name.EndsWith("tracked", StringComparison.Ordinal)), b => Assert.Equal(0, b.buffer.item<long>()));
    }

    [Fact]
    public void Nothing_leaks()
    {
        using var model = new ResNet();
        Assert.NotEmpty(model.Pruning.Groups);
        using var mask = Masks.Random(model.Pruning, 0.7, 0);
        model.Compact(mask);
        Assert.NotEmpty(model.Pruning.Groups);
        using var second = Masks.Random(model.Pruning, 0.7, 1);
        var slices = model.Pruning.Map.Slices.Count;
        Collect();
        var before = Tensor.TotalCount;

        model.Compact(second);

        Assert.NotEmpty(model.Pruning.Groups);
        Collect();
        Assert.Equal(before - slices + model.Pruning.Map.Slices.Count, Tensor.TotalCount);
    }

    private static void Collect()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
