using PrunableModels.Idioms.Tests.Forward;
using PrunableModels.Zoo;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Idioms.Tests;

/// <summary>What forward is given.</summary>
public sealed class InputTests
{
    [Covers("module of two to six inputs")]
    [Covers("several inputs")]
    [Fact]
    public void More_inputs_than_one() => Idiom.Prunes(ZooModel.Of("two inputs", () => new TwoInputs(), t => [randn([2, 3, 8, 8], t), randn([2, 5], t)], (m, i) => [m.call(i[0], i[1])]), "conv.weight:0");

    [Covers("several inputs")]
    [Fact]
    public void An_input_that_may_be_null_is_looked_at_both_ways() => Idiom.Keeps(ZooModel.Of("optional input", () => new OptionalInput(), t => [randn([2, 3, 8, 8], t)], (m, i) => [m.call(i[0], null)]), "conv.weight:0", "depends on forward.condition == null");

    [Covers("tuple input")]
    [Fact]
    public void A_tuple_as_input() => Idiom.Prunes(ZooModel.Of("tuple input", () => new TupleInput(), t => [randn([2, 3, 8, 8], t), randn([2, 3, 8, 8], t)], (m, i) => [m.call((i[0], i[1]))]), "conv.weight:0");

    [Covers("list or array input")]
    [Fact]
    public void A_list_as_input_by_positions() => Idiom.Prunes(ZooModel.Of("list input", () => new ListInput(), t => [randn([2, 3, 8, 8], t), randn([2, 3, 8, 8], t)], (m, i) => [m.call([.. i])]), "conv.weight:0");

    [Covers("user type in or out")]
    [Fact]
    public void A_user_type_as_input() => Idiom.Prunes(ZooModel.Of("record input", () => new RecordInput(), t => [randn([2, 3, 8, 8], t), rand([2, 1, 8, 8], t)], (m, i) => [m.call(new(i[0], i[1]))]), "conv.weight:0");

    [Covers("list or array input")]
    [Fact]
    public void A_list_as_input_that_is_iterated_keeps_what_reads_it() => Idiom.Keeps(ZooModel.Of("iterated list", () => new IteratedList(), t => [randn([2, 3, 8, 8], t), randn([2, 3, 8, 8], t)], (m, i) => [m.call([.. i])]), "conv.weight:0", "the elements of images are not known");

    [Covers("list or array input")]
    [Theory]
    [InlineData("image")]
    [InlineData("image", "bias")]
    [InlineData("image", "scale", "bias")]
    public void A_dictionary_as_input(params string[] keys) => Idiom.Prunes(
        ZooModel.Of("dictionary input", () => new DictionaryInput(), t => [.. keys.Select(k => k == "image" ? randn([2, 3, 8, 8], t) : k == "bias" ? randn([2], t) : randn([2], t))], (m, i) => [m.call(keys.Zip(i).ToDictionary(p => p.First, p => p.Second))]), "conv.weight:0");

    [Covers("user type in or out")]
    [Fact]
    public void A_user_type_in_and_out() => Idiom.Prunes(ZooModel.Of("record in and out", () => new RecordInAndOut(), t => [randn([2, 3, 8, 8], t), rand([2, 1], t)], (m, i) => { var r = m.call(new(i[0], i[1])); return [r.Logits, r.Weights]; }), "conv.weight:0");
}
