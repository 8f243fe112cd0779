using Xunit;

namespace PrunableModels.Tests;

/// <summary>The promise, for every layer and operator of the tables, on models that the generator has read.</summary>
public sealed class AnnotatedExactnessTests
{
    private static readonly Dictionary<string, AnnotatedCase> Cases = new()
    {
        ["transposed convolutions"] = AnnotatedCase.Of<TransposedModel>("down.weight:0 3, grouped.weight:1 2, depthwise.weight:1 2, up.weight:1 6", 2, 3, 10, 12),
        ["transposed convolutions of one and three axes"] = AnnotatedCase.Of<TransposedVolumes>("line.weight:1 6, volume.weight:1 5", 2, 3, 6),
        ["grouped convolutions"] = AnnotatedCase.Of<ResNeXtModel>("stem.weight:0 16, first.reduce.weight:0 2, first.middle.weight:0 4, second.reduce.weight:0 4, second.middle.weight:0 8", 2, 3, 8, 8),
        ["depth-wise with a multiplier"] = AnnotatedCase.Of<MultiplierModel>("expand.weight:0 6, filter.weight:0#1 3", 2, 3, 8, 8),
        ["instance normalisation"] = AnnotatedCase.Of<InstanceNormModel>("first.weight:0 8, second.weight:0 10, third.weight:0 6, line.weight:0 7", 2, 3, 8, 8),
        ["group normalisation"] = AnnotatedCase.Of<GroupNormModel>("first.weight:0 3, second.weight:0 8, third.weight:0 8, fourth.weight:0 6", 2, 3, 8, 8),
        ["group normalisation of a concatenation"] = AnnotatedCase.Of<GroupNormUnion>("left.weight:0 4, right.weight:0 2, spread.weight:0 4, grouped.weight:0 4", 2, 3, 8, 8),
        ["activations with parameters and bounds"] = AnnotatedCase.Of<ActivationModel>("first.weight:0 8, second.weight:0 6, third.weight:0 7, fourth.weight:0 5, gate.weight:0 6", 2, 3, 8, 8),
        ["gated linear units"] = AnnotatedCase.Of<GatedModel>("first.weight:0 6, left.weight:0 5", 2, 3, 8, 8),
        ["parts of a tensor"] = AnnotatedCase.Of<PartsModel>("first.weight:0 6, tail.weight:0 8, left.weight:0 4, right.weight:0 7, last.weight:0#1 5", 2, 3, 8, 8),
        ["resized images"] = AnnotatedCase.Of<ResizeModel>("first.weight:0 8, second.weight:0 3, third.weight:0 5, fourth.weight:0 6", 2, 3, 8, 8),
        ["copies and stacks"] = AnnotatedCase.Of<CopiesModel>("first.weight:0 6, repeated.weight:0 5, interleaved.weight:0 5", 2, 3, 8, 8),
        ["masks and choices"] = AnnotatedCase.Of<MasksModel>("first.weight:0 8, third.weight:0 6", 2, 3, 8, 8),
        ["root mean squares"] = AnnotatedCase.Of<RootMeanSquareModel>("first.weight:0 12, gate.weight:0 9", 5, 7),
        ["means that count"] = AnnotatedCase.Of<CountedModel>("second.weight:0 10, fourth.weight:0 6", 5, 7),
        ["readers of constants"] = AnnotatedCase.Of<ConstantModel>("first.weight:0 8, plain.weight:0 7, hidden.weight:0 9", 2, 3, 8, 8),
        ["roots of sizes"] = AnnotatedCase.Of<RootModel>("query.weight:0 12, value.weight:0 10, second.weight:0 9, third.weight:0 8, mixed.weight:0 8", 3, 5, 7),
        ["channels and positions together"] = AnnotatedCase.Of<FlattenedModel>("first.weight:0 6", 2, 3, 7),
        ["layer normalisation"] = AnnotatedCase.Of<LayerNormModel>("first.weight:0 12, block.0.weight:0 10", 5, 7),
        ["recurrent layers"] = AnnotatedCase.Of<RecurrentModel>("embed.weight:0 5, rnn.weight_ih_l0:0 6", 2, 5, 7),
        ["states handed on"] = AnnotatedCase.Of<LastStateModel>("first.weight_ih_l0:0 6, third.weight_ih_l0:0 8", 5, 2, 7),
        ["forms in two variables"] = AnnotatedCase.Of<BilinearModel>("left.weight:0 5, right.weight:0 6, form.weight:0 8", 2, 7),
        ["tied weights"] = AnnotatedCase.Of<TiedModel>("first.weight:0 6, tied.weight:0 5", 2, 7),
        ["functions with a signature"] = AnnotatedCase.Of<SignatureModel>("first.weight:0 8, third.weight:0 7", 2, 3, 8, 8),
        ["products by equation"] = AnnotatedCase.Of<EquationModel>("left.weight:0 8, values.weight:0 6, middle.weight:0 7", 2, 3, 5),
        ["windows and angles"] = AnnotatedCase.Of<WindowModel>("first.weight:0 4, second.weight:0 8, third.weight:0 7, left.weight:0 5", 2, 3, 8, 8),
        ["channel shuffle"] = AnnotatedCase.Of<ShuffleModel>("stem.weight:0 4, first.weight:0 3, second.weight:0 4", 2, 3, 8, 8),
    };

    public static TheoryData<string, double, int> All()
    {
        var cases = new TheoryData<string, double, int>();
        foreach (var name in Cases.Keys)
        {
            cases.Add(name, 0.2, 0);
            cases.Add(name, 0.5, 1);
            cases.Add(name, 0.8, 2);
        }

        return cases;
    }

    [Fact]
    public void A_model_that_stores_parts_is_exact_as_an_instance() => AnnotatedCase.Of<StoreModel>("first.weight:0 8, second.weight:0 6, third.weight:0 5", 2, 3, 8, 8).CheckInstance(0.5, 0);

    [Fact]
    public void A_module_with_a_signature_is_exact_as_an_instance() => AnnotatedCase.Of<SignedModuleModel>("first.weight:0 8", 3, 5).CheckInstance(0.5, 0);

    [Fact]
    public void A_module_with_a_signature_cannot_be_written()
    {
        using var model = new SignedModuleModel();
        var compact = model.Compact(Masks.Random(model.Pruning, 0.5, 0), new() { ExampleInput = TorchSharp.torch.randn(3, 5) });
        Assert.Contains("gain", Assert.Throws<PrunableModels.Core.CompactClassException>(() => compact.ToClass("Standalone")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Zeroed_compact_and_written_model_agree(string name, double keep, int seed) => Cases[name].Check(keep, seed);
}
