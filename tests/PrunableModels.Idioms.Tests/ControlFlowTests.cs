using PrunableModels.Idioms.Tests.Forward;
using PrunableModels.Zoo;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Idioms.Tests;

/// <summary>Branches, switches, loops and guards in forward.</summary>
public sealed class ControlFlowTests
{
    [Covers("if on a flag")]
    [Fact]
    public void If_on_a_configuration_flag() => Idiom.Prunes(() => new BranchOnFlag(true, 2), [2, 3, 8, 8], "conv1.weight:0", "conv2.weight:0");

    [Covers("if on null")]
    [Fact]
    public void If_on_null() => Idiom.Prunes(() => new BranchOnNull(false), [2, 3, 8, 8], "conv.weight:0");

    [Covers("if on training")]
    [Fact]
    public void If_on_training() => Idiom.Prunes(() => new BranchOnTraining(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("if on shape, rank or count")]
    [Fact]
    public void If_on_shapes_ranks_and_counts() => Idiom.Prunes(() => new BranchOnShape(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("throw guards")]
    [Fact]
    public void Guards_that_throw() => Idiom.Prunes(() => new ThrowGuards(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("if on shape, rank or count")]
    [Fact]
    public void A_guard_on_a_width_keeps_it() => Idiom.Keeps(() => new GuardOnWidth(), [2, 3, 8, 8], "conv1.weight:0", "its size is used as a number", "conv2.weight:0");

    [Covers("switch statement or expression")]
    [Fact]
    public void Switch_statements() => Idiom.Prunes(() => new SwitchStatement(), [2, 3, 8, 8], "conv1.weight:0", "conv2.weight:0");

    [Covers("switch statement or expression")]
    [Fact]
    public void Switch_expressions() => Idiom.Prunes(() => new SwitchExpression(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("if on shape, rank or count")]
    [Fact]
    public void Patterns_on_shapes() => Idiom.Prunes(() => new ShapePatterns(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("ternary and null operators")]
    [Fact]
    public void Ternary_and_null_operators() => Idiom.Prunes(() => new ConditionalExpressions(), [2, 3, 8, 8], "conv.weight:0");

    [Fact]
    public void Is_patterns_and_casts() => Idiom.Prunes(() => new IsPatterns(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("foreach over modules")]
    [Fact]
    public void Foreach_over_module_collections() => Idiom.Prunes(() => new ForeachModules(), [2, 3, 8, 8], "blocks.0.weight:0", "blocks.1.weight:0", "stem.0.weight:0");

    [Covers("foreach over modules")]
    [Fact]
    public void Foreach_over_named_children() => Idiom.Prunes(() => new ForeachNamedChildren(), [2, 3, 8, 8], "conv1.weight:0", "conv2.weight:0");

    [Covers("for loop")]
    [Fact]
    public void For_loops() => Idiom.Prunes(() => new ForLoops(), [2, 3, 8, 8], "layers.0.weight:0", "layers.1.weight:0", "layers.2.weight:0");

    [Covers("index into modules")]
    [Fact]
    public void Elements_of_module_lists() => Idiom.Prunes(() => new ListIndices(), [2, 3, 8, 8], "layers.0.weight:0", "layers.1.weight:0");

    [Covers("while loop")]
    [Fact]
    public void Do_while_with_a_known_condition() => Idiom.Prunes(() => new DoWhile(), [2, 3, 8, 8], "conv.weight:0", "layers.0.weight:0", "layers.1.weight:0");

    [Covers("try and finally")]
    [Fact]
    public void Try_and_finally() => Idiom.Prunes(() => new TryFinally(), [2, 3, 8, 8], "conv.weight:0");

    [Fact]
    public void Try_and_catch_keeps() => Idiom.Keeps(() => new TryCatch(), [2, 3, 8, 8], "conv1.weight:0", "a try with a catch", "conv2.weight:0");

    [Fact]
    public void Checked_and_unchecked() => Idiom.Prunes(() => new CheckedArithmetic(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("shape reads")]
    [Fact]
    public void Printing_shapes_keeps_nothing() => Idiom.Prunes(() => new Logging(), [2, 3, 8, 8], "conv1.weight:0", "conv2.weight:0");

    [Covers("if on shape, rank or count")]
    [Theory]
    [InlineData(new long[] { 2, 3, 8, 8 })]
    [InlineData(new long[] { 3, 8, 8 })]
    public void If_on_the_rank_repairs_a_missing_batch(long[] shape) => Idiom.Prunes(() => new BatchRepair(), shape, "conv.weight:0");

    [Covers("while loop")]
    [Fact]
    public void While_with_a_known_condition() => Idiom.Prunes(() => new WhileLoops(), [2, 12], "layers.0.weight:0", "layers.1.weight:0", "layers.2.weight:0");

    [Covers("if on a tensor value")]
    [Fact]
    public void If_on_a_tensor_value_is_looked_at_both_ways() => Idiom.Prunes(() => new BranchOnValue(), [2, 12], "a.weight:0", "b.weight:0");

    [Covers("shape reads")]
    [Fact]
    public void Shapes_in_text_and_products_of_extents() => Idiom.Prunes(() => new ShapeText(), [2, 3, 8, 8], "conv.weight:0");
}
