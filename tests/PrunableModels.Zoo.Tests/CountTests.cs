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
    public void Multiply_adds_at_published_size(string name, long side, double published)
    {
        using var model = Models.Find(name).CreateFull!();
        Assert.Equal(published, model.Pruning.CountMacs(1, 3, side, side) / 1e9, 0.006);
    }
}
