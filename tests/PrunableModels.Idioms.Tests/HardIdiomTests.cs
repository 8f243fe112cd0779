using PrunableModels.Idioms.Tests.HardIdioms;
using PrunableModels.Zoo;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Idioms.Tests;

/// <summary>Hard idioms of real models.</summary>
public sealed class HardIdiomTests
{
    [Covers("switch over the class of each module")]
    [Fact]
    public void Switch_over_the_class_of_each_module() => Idiom.Prunes(() => new SwitchOverModel(), [2, 3, 8, 8], "model.0.conv.weight:0", "model.1.conv.weight:0");

    [Covers("switch over the class of each module")]
    [Fact]
    public void Foreach_over_children_with_a_switch() => Idiom.Prunes(() => new SwitchOverChildren(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("chunk to a list, blocks add their last, all joined")]
    [Fact]
    public void Chunk_to_list_blocks_add_their_last_and_all_are_joined() => Idiom.Prunes(() => new CrossStage(2), [2, 3, 8, 8], "cv1.weight:0", "cv2.weight:0", "m.0.weight:0", "m.1.weight:0");

    [Covers("list registered by built names, skips by index arithmetic")]
    [Fact]
    public void Skips_by_index_arithmetic() => Idiom.Prunes(() => new SkipArithmetic(), [2, 3, 8, 8], "convs.0.weight:0", "convs.1.weight:0", "convs.2.weight:0", "convs.3.weight:0", "convs.4.weight:0");

    [Covers("extension that deconstructs a shape")]
    [Fact]
    public void Shapes_deconstructed_by_an_extension() => Idiom.Prunes(() => new DeconstructedShape(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("convolution null in deploy mode")]
    [Fact]
    public void A_branch_that_is_null_counts_as_zero() => Idiom.Prunes(() => new Reparametrised(), [2, 3, 8, 8], "conv3.weight:0");

    [Covers("fused convolution in evaluation")]
    [Fact]
    public void A_convolution_fused_in_evaluation_is_kept() => Idiom.Keeps(() => new FusedInEvaluation(), [2, 3, 8, 8], "norm.weight:0", "is not a known operation", "next.weight:0");

    [Covers("compiled script in forward")]
    [Fact]
    public void A_compiled_script_is_opaque() => Idiom.Keeps(() => new CompiledScript(), [2, 3, 8, 8], "conv1.weight:0", "CompilationUnit.invoke is not a known operation", "conv2.weight:0");
}
