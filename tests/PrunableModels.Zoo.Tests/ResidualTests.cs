using PrunableModels.Core;
using Xunit;

namespace PrunableModels.Zoo.Tests;

/// <summary>Residual streams under normalisation go, too: nothing of these models is kept but their outputs.</summary>
public sealed class ResidualTests
{
    [Theory]
    [InlineData("ConvNeXt-T", "downsample.0.0.weight:0", 12)]
    [InlineData("vit", "conv_proj.weight:0", 30)]
    [InlineData("bert", "embeddings.words.weight:1", 24)]
    [InlineData("llama", "tokens.weight:1", 48)]
    public void Nothing_is_kept_but_the_output(string name, string residual, int width)
    {
        using var model = Models.Find(name).Create(TorchSharp.torch.ScalarType.Float32);
        Assert.All(model.Pruning.Linked.Kept, k => Assert.Equal(KeptKind.ModelOutput, k.Group.Kept!.Kind));
        Assert.Contains((residual, width), model.Pruning.Groups.Select(g => (g.Id, g.Width)));
    }
}
