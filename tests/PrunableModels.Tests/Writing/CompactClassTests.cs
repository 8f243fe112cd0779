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

    [Fact]
    public void Operators_and_layers_that_work_in_place() => Check(EdgePrograms.InPlace, new HandWrittenEdges.InPlace(), [5, 6]);

    [Fact]
    public void Numbers_in_forward_and_computed_extents() => Check(EdgePrograms.Numbers, new HandWrittenEdges.Numbers(), [2, 4, 9, 9]);

    [Fact]
    public void Recursive_classes_and_awkward_names() => Check(EdgePrograms.Names, new HandWrittenEdges.Tree(), [5, 6]);

    [Fact]
    public void Sizes_of_the_input() => Check(EdgePrograms.Extents, new HandWrittenEdges.Extents(), [3, 8, 5, 7]);

    [Fact]
    public void Several_inputs_and_outputs()
    {
        var original = new HandWrittenEdges.Pair();
        var compact = (Module<Tensor, Tensor, (Tensor, Tensor)>)CompiledClass.Instance(EdgePrograms.Tuples);
        Compare(original, compact, _ =>
        {
            var (left, right) = (randn(5, 6), randn(5, 6));
            var (a, b) = original.call(left, right);
            var (c, d) = compact.call(left, right);
            return (cat([a, b]), cat([c, d]));
        });
    }

    private static void Check(string program, Module<Tensor, Tensor> original, long[] shape)
    {
        var compact = (Module<Tensor, Tensor>)CompiledClass.Instance(program);
        Compare(original, compact, seed =>
        {
            var input = randn(shape);
            manual_seed(seed);
            var expected = original.call(input);
            manual_seed(seed);
            return (expected, compact.call(input));
        });
    }

    private static void Compare(Module original, Module compact, Func<int, (Tensor Expected, Tensor Actual)> run)
    {
        manual_seed(3);
        Assert.Equal(Shapes(original), Shapes(compact));
        Assert.NotEmpty(compact.state_dict());
        compact.load_state_dict(original.state_dict());
        foreach (var train in new[] { true, false })
        {
            original.train(train);
            compact.train(train);
            using var _ = no_grad();
            var (expected, actual) = run(7);
            Assert.Equal(expected.shape, actual.shape);
            Assert.True((expected - actual).abs().max().item<float>() <= 1e-6f);
        }
    }

    private static IEnumerable<string> Shapes(Module model) =>
        model.state_dict().Select(p => $"{p.Key} [{string.Join(", ", p.Value.shape)}]").Order(StringComparer.Ordinal);
}
