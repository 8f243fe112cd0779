using PrunableModels.Idioms.Tests.Forward;
using PrunableModels.Zoo;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Idioms.Tests;

/// <summary>How the memory of intermediate tensors is freed.</summary>
public sealed class ScopeTests
{
    [Covers("using var scope")]
    [Fact]
    public void A_scope_declared_with_using() => Idiom.Prunes(() => new ScopeDeclaration(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("using scope block")]
    [Fact]
    public void A_scope_as_a_statement() => Idiom.Prunes(() => new ScopeStatement(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("scope.MoveToOuter")]
    [Fact]
    public void A_scope_variable_that_moves_its_result_out() => Idiom.Prunes(() => new ScopeVariable(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("MoveToOuterDisposeScope")]
    [Fact]
    public void A_scope_that_hands_its_result_on() => Idiom.Prunes(() => new ScopeHandsOn(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("DetachFromDisposeScope")]
    [Fact]
    public void A_result_detached_from_its_scope() => Idiom.Prunes(() => new ScopeDetaches(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("tensors declared with using")]
    [Fact]
    public void Tensors_declared_with_using() => Idiom.Prunes(() => new TensorsDeclaredUsing(), [2, 3, 8, 8], "conv1.weight:0", "conv2.weight:0");
}
