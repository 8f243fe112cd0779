using PrunableModels.Idioms.Tests.Forward;
using PrunableModels.Zoo;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Idioms.Tests;

/// <summary>What forward returns.</summary>
public sealed class OutputTests
{
    [Covers("tuple output")]
    [Fact]
    public void A_tuple_as_output() => Idiom.Prunes(ZooModel.Of("tuple output", () => new TupleOutput(), t => [randn([2, 3, 8, 8], t)], (m, i) => { var (a, b) = m.call(i[0]); return [a, b]; }), "conv.weight:0");

    [Covers("list, array or dictionary output")]
    [Fact]
    public void A_list_as_output() => Idiom.Prunes(ZooModel.Of("list output", () => new ListOutput(), t => [randn([2, 3, 8, 8], t)], (m, i) => [.. m.call(i[0])]), "stem.weight:0");

    [Covers("list, array or dictionary output")]
    [Fact]
    public void An_array_as_output() => Idiom.Prunes(ZooModel.Of("array output", () => new ArrayOutput(), t => [randn([2, 3, 8, 8], t)], (m, i) => m.call(i[0])), "conv.weight:0");

    [Covers("list, array or dictionary output")]
    [Fact]
    public void A_dictionary_as_output() => Idiom.Prunes(ZooModel.Of("dictionary output", () => new DictionaryOutput(), t => [randn([2, 3, 8, 8], t)], (m, i) => { var r = m.call(i[0]); return [r["mean"], r["variance"]]; }), "conv.weight:0");

    [Covers("user type in or out")]
    [Fact]
    public void A_record_as_output() => Idiom.Prunes(ZooModel.Of("record output", () => new RecordOutput(), t => [randn([2, 3, 8, 8], t)], (m, i) => { var r = m.call(i[0]); return [r.Logits, r.Scores!]; }), "conv.weight:0");

    [Covers("tuple deconstruction")]
    [Fact]
    public void Tuple_deconstruction() => Idiom.Prunes(() => new Deconstruction(), [2, 3, 8, 8], "conv.weight:0");
}
