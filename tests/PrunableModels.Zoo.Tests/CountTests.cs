using TorchSharp.Modules;
using Xunit;

namespace PrunableModels.Zoo.Tests;

/// <summary>What is found at published size on models of which it is known what other tools find: at least as many groups and channels.</summary>
public sealed class CountTests
{
    [Theory]
    [InlineData("resnet-18", 12, 2880)]
    [InlineData("resnet-50", 37, 11456)]
    [InlineData("densenet-121", 120, 10240)]
    [InlineData("mobilenet v2", 25, 9128)]
    [InlineData("googlenet", 57, 7280)]
    [InlineData("inception v3", 94, 17216)]
    [InlineData("resnet-18 cifar", 12, 2880)]
    [InlineData("vgg16-bn", 15, 12416)]
    public void Groups_and_channels_at_published_size(string name, int groups, int channels)
    {
        using var model = Models.Find(name).CreateFull!();
        Assert.Equal((groups, channels), (model.Pruning.Groups.Count, model.Pruning.Map.Count));
    }

    /// <summary>In thousands of millions, as published to two decimals.</summary>
    [Theory]
    [InlineData("resnet-18", 224, 1.81)]
    [InlineData("resnet-50", 224, 4.09)]
    [InlineData("densenet-121", 224, 2.83)]
    [InlineData("mobilenet v2", 224, 0.30)]
    [InlineData("googlenet", 224, 1.50)]
    [InlineData("vgg16-bn", 224, 15.47)]
    [InlineData("regnet x", 224, 0.41)]
    [InlineData("regnet y", 224, 0.40)]
    public void Multiply_adds_at_published_size(string name, long side, double published)
    {
        using var model = Models.Find(name).CreateFull!();
        Assert.Equal(published, model.Pruning.CountMacs(1, 3, side, side) / 1e9, 0.006);
    }

    /// <summary>RegNetX-400MF and RegNetY-400MF.</summary>
    [Theory]
    [InlineData("regnet x", 5_495_976)]
    [InlineData("regnet y", 4_344_144)]
    public void Parameters_at_published_size(string name, long published)
    {
        using var model = Models.Find(name).CreateFull!();
        Assert.Equal(published, model.Pruning.CountParameters());
    }

    /// <summary>The published super-network normalises without scale and shift, but in its stem.</summary>
    [Fact]
    public void Parameters_of_the_super_network_of_darts()
    {
        using var model = Models.Find("darts").CreateFull!();
        var norms = model.Module.named_modules().Where(m => m.module is BatchNorm2d && !m.name.StartsWith("stem", StringComparison.Ordinal));
        Assert.Equal(1_930_618, model.Pruning.CountParameters() - norms.Sum(n => n.module.parameters().Sum(p => p.numel())));
    }
}
