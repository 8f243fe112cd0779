using Xunit;

namespace PrunableModels.Core.Tests;

public sealed class ExplanationTests
{
    [Fact]
    public void A_small_model_is_told_whole() => Assert.Equal(
        """
        2 groups with 24 structures; 376 of 380 parameters (98.9 %) belong to one
        fc1.weight:0: 16 structures, 336 parameters
          written by fc1.weight:0, fc1.bias:0
          read by fc2.weight:1
        fc2.weight:0: 8 structures, 168 parameters
          written by fc2.weight:0, fc2.bias:0
          read by fc3.weight:1
        fc3.weight:0: 4 kept, because it belongs to the model's output

        """,
        $"{Of(Programs.Mlp)}");

    [Fact]
    public void Sizes_that_are_open_stay_symbols_and_no_parameters_are_counted()
    {
        var text = $"{Of(Programs.ResNet)}";
        Assert.Contains(": width structures\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("parameters", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wide_model_is_told_by_its_first_groups_and_by_reasons()
    {
        var layers = Enumerable.Range(0, 40).ToList();
        var glance = Of($$"""
            class Wide {
              {{string.Join("\n", layers.Select(i => $"field Module \"a{i}\" = new Linear(inputSize: 8, outputSize: 8)\nfield Module \"b{i}\" = new Linear(inputSize: 8, outputSize: 8)"))}}
              method forward(x) {
                {{string.Join("\n", layers.Select(i => $"y{i} = functional.relu(call this.a{i}(x))"))}}
                return [{{string.Join(", ", layers.Select(i => $"call this.b{i}(y{i})"))}}]
              }
            }
            """).Glance();

        Assert.Equal(["a0.weight:0: 8 structures, 136 parameters", "written by a0.weight:0, a0.bias:0", "read by b0.weight:1"], glance[0]);
        Assert.Equal(["... and 35 groups more"], glance[5]);
        Assert.Equal(["b0.weight:0, b1.weight:0, b2.weight:0, b3.weight:0 and 36 more: kept, because it belongs to the model's output"], glance[6]);
        Assert.Equal(7, glance.Count);
    }

    // A convolution's weights are counted once where both of its axes belong to groups, and an input's positions follow from the head.
    [Fact]
    public void Parameters_in_several_groups_are_counted_once() =>
        Assert.StartsWith("1 group with 64 structures; 165,696 of 165,706 parameters (100.0 %) belong to one\n", $"{Of(Programs.Classifier)}", StringComparison.Ordinal);

    private static Explanation Of(string text)
    {
        var program = ModelProgram.Parse(text);
        return Explanation.Of(program, ModelAnalysis.Analyze(program));
    }
}
