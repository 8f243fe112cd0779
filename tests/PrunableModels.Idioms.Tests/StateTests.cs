using PrunableModels.Idioms.Tests.Forward;
using PrunableModels.Zoo;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Idioms.Tests;

/// <summary>Fields that forward assigns.</summary>
public sealed class StateTests
{
    [Covers("field assigned in forward")]
    [Fact]
    public void A_field_that_forward_only_writes() => Idiom.Prunes(() => new LastAttention(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("field assigned in forward")]
    [Fact]
    public void A_cache_made_on_the_first_call_keeps_what_it_is_made_of() => Idiom.Keeps(() => new CachedTable(), [2, 5, 12], "up.weight:0", "the next call reads what an earlier call has left in table", "down.weight:0");

    [Covers("field assigned in forward")]
    [Fact]
    public void A_state_between_calls_is_kept() => Idiom.Keeps(ZooModel.Of("RecurrentState", () => new RecurrentState(), t => [randn([2, 12], t)], (m, i) => { m.Forget(); return [m.call(i[0]), m.call(i[0])]; }), "input.weight:0", "what an earlier call has left in state", "output.weight:0");

    [Fact]
    public void A_counter_of_calls_decides_nothing_alone() => Idiom.Prunes(() => new CallCounter(), [2, 3, 8, 8], "conv.weight:0");

    [Fact]
    public void A_list_field_that_every_call_fills_anew() => Idiom.Prunes(() => new CollectedFields(), [2, 3, 8, 8], "a.weight:0", "b.weight:0");

    [Fact]
    public void A_list_field_that_grows_is_kept() => Idiom.Keeps(ZooModel.Of("GrowingField", () => new GrowingField(), t => [randn([2, 12], t)], (m, i) => { m.Forget(); return [m.call(i[0]), m.call(i[0])]; }), "a.weight:0", "what an earlier call has left in features", "b.weight:0");
}
