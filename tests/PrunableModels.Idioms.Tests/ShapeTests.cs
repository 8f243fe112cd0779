using PrunableModels.Core;
using PrunableModels.Idioms.Tests.Shapes;
using PrunableModels.Zoo;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Idioms.Tests;

/// <summary>How model classes are shaped and declared.</summary>
public sealed class ShapeTests
{
    [Covers("using static of TorchSharp")]
    [Fact]
    public void Static_usings() => Idiom.Prunes(() => new StaticUsings(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("alias usings")]
    [Fact]
    public void Alias_usings() => Idiom.Prunes(() => new AliasUsings(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("module of two to six inputs")]
    [Fact]
    public void Several_inputs_some_of_which_are_no_tensors()
    {
        Prunes(null, 2, true, "twice");
        Prunes(new long[] { 2, 3, 8, 8 }, 3, false, "once");

        static void Prunes(long[]? other, int power, bool isLeaky, string mode) => Idiom.Prunes(
            ZooModel.Of(nameof(SeveralInputs), () => new SeveralInputs(), type => other is null ? [randn([2, 3, 8, 8], type)] : [randn([2, 3, 8, 8], type), randn(other, type)], (model, inputs) => [model.call(inputs[0], inputs.ElementAtOrDefault(1), power, isLeaky, mode)]),
            "conv.weight:0", "side.weight:0");
    }

    [Fact]
    public void What_an_input_chooses_is_not_written_as_if_it_were_fixed()
    {
        using var model = new SeveralInputs();
        var compact = model.Compact(ones(model.Pruning.Map.Count, ScalarType.Bool), new() { Verify = false });
        Assert.Contains("something else where forward.", Assert.Throws<CompactClassException>(() => compact.ToClass("Written")).Message);
    }

    [Covers("plain Module base")]
    [Fact]
    public void Plain_module_base_with_an_entry_of_its_own() => Idiom.Prunes(
        ZooModel.Of(nameof(OwnEntry), () => new OwnEntry(), type => [randn([2, 3, 8, 8], type)], (model, inputs) => [model.forward(inputs[0])]), "encoder.conv.weight:0");

    [Covers("user base class")]
    [Covers("abstract class")]
    [Covers("no forward of its own")]
    [Fact]
    public void Abstract_class_between_the_model_and_Module_and_no_forward_of_its_own() =>
        Idiom.Prunes(() => new InheritedForward(), [2, 3, 8, 8], "first.weight:0");

    [Covers("derives from a container")]
    [Covers("Sequential by base arguments")]
    [Fact]
    public void Deriving_from_Sequential() => Idiom.Prunes(
        () => new DerivedSequentials(), [2, 3, 8, 8], "stem.0.weight:0", "stack.0.0.weight:0", "stack.1.0.weight:0", "scaled.0.weight:0", "stack.2.0.weight:0");

    [Covers("derives from a container")]
    [Fact]
    public void A_model_that_derives_from_Sequential() => Idiom.Prunes(() => new SequentialRoot(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("primary constructor")]
    [Fact]
    public void Primary_constructors() => Idiom.Prunes(() => new PrimaryConstructors(), [2, 3, 8, 8], "first.conv.weight:0", "second.conv.weight:0");

    [Covers("generic class")]
    [Covers("nested class")]
    [Covers("private nested class")]
    [Covers("partial class")]
    [Fact]
    public void Private_nested_class_generic_block_and_two_parts() =>
        Idiom.Prunes(() => new PrivateNested(), [2, 3, 8, 8], "gate.conv.weight:0", "normed.conv.weight:0");
}
