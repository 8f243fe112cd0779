using PrunableModels.Idioms.Tests.Forward;
using PrunableModels.Zoo;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Idioms.Tests;

/// <summary>How layers are called in forward.</summary>
public sealed class CallTests
{
    [Covers("module of one tensor")]
    [Covers("layer.forward")]
    [Fact]
    public void Layers_called_by_forward() => Idiom.Prunes(() => new LayersByForward(), [2, 3, 8, 8], "conv1.weight:0", "conv2.weight:0");

    [Covers("nested calls")]
    [Fact]
    public void Nested_calls() => Idiom.Prunes(() => new NestedCalls(), [2, 3, 8, 8], "conv1.weight:0", "conv2.weight:0");

    [Covers("parameter assigned again")]
    [Fact]
    public void A_parameter_that_is_assigned_again() => Idiom.Prunes(() => new ReassignedParameter(), [2, 3, 8, 8], "conv1.weight:0", "conv2.weight:0");

    [Covers("local assigned again")]
    [Fact]
    public void Locals_that_are_assigned_again() => Idiom.Prunes(() => new ReassignedLocals(), [2, 3, 8, 8], "conv1.weight:0");

    [Covers("expression-bodied forward")]
    [Fact]
    public void A_forward_that_is_an_expression() => Idiom.Prunes(() => new FunctionalExpression(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("functional pooling")]
    [Fact]
    public void Functional_pooling() => Idiom.Prunes(() => new FunctionalPooling(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("module made in forward")]
    [Fact]
    public void A_layer_without_parameters_made_inside_forward() => Idiom.Prunes(() => new LayersMadeInForward(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("module made in forward")]
    [Fact]
    public void A_layer_with_parameters_made_inside_forward_keeps() => Idiom.Keeps(() => new WeightsMadeInForward(), [2, 3, 8, 8], "conv1.weight:0", "made inside forward", "conv2.weight:0");

    [Covers("compound assignment")]
    [Fact]
    public void Assignments_inside_expressions() => Idiom.Prunes(() => new AssignmentInOperand(), [2, 12], "a.weight:0", "b.weight:0");

    [Covers("layer.call")]
    [Fact]
    public void Layers_called_by_call() => Idiom.Prunes(() => new LayersByCall(), [2, 3, 8, 8], "conv.weight:0", "rest.0.weight:0");
}
