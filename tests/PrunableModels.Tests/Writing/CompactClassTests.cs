using PrunableModels.Core.Tests;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests;

/// <summary>Written classes compile without a warning, take the original's weights, and compute the same.</summary>
public sealed class CompactClassTests
{
    [Fact]
    public void A_perceptron() => Check(Programs.Mlp, new HandWritten.Mlp(), [5, 12]);

    [Fact]
    public void A_convolutional_classifier() => Check(Programs.Classifier, new HandWritten.Classifier(), [2, 3, 32, 32]);

    [Fact]
    public void A_residual_network_with_optional_shortcuts() => Check(WriterPrograms.ResNet, new HandWritten.ResNet(2, 8, 10), [2, 3, 16, 16]);

    [Fact]
    public void A_concatenation() => Check(WriterPrograms.Concatenation, new HandWritten.Dense(), [2, 3, 9, 7]);

    [Fact]
    public void A_depthwise_convolution_in_a_sequential_with_names() => Check(WriterPrograms.Depthwise, new HandWritten.Mobile(), [3, 3, 8, 8]);

    [Fact]
    public void A_list_of_blocks() => Check(WriterPrograms.List, new HandWritten.Stack(), [5, 6]);

    private static void Check(string program, Module<Tensor, Tensor> original, long[] shape)
    {
        manual_seed(3);
        var compact = (Module<Tensor, Tensor>)CompiledClass.Instance(program);
        Assert.Equal(Shapes(original), Shapes(compact));
        Assert.NotEmpty(compact.state_dict());
        compact.load_state_dict(original.state_dict());
        foreach (var train in new[] { true, false })
        {
            original.train(train);
            compact.train(train);
            var input = randn(shape);
            using var _ = no_grad();
            manual_seed(7);
            var expected = original.call(input);
            manual_seed(7);
            var actual = compact.call(input);
            Assert.Equal(expected.shape, actual.shape);
            Assert.True((expected - actual).abs().max().item<float>() <= 1e-6f);
        }
    }

    private static IEnumerable<string> Shapes(Module model) =>
        model.state_dict().Select(p => $"{p.Key} [{string.Join(", ", p.Value.shape)}]").Order(StringComparer.Ordinal);
}
