using static TorchSharp.torch;

namespace PrunableModels.Zoo;

/// <content>Recurrent and gated models of sequences.</content>
public static partial class Models
{
    /// <summary>Recurrent and gated models of sequences.</summary>
    public static IReadOnlyList<ZooModel> Sequences { get; } =
    [
        ZooModel.OfTokens("lstm tagger", () => new LstmTagger(50, 12, 14, 5), 50, 2, 9).WithFull(() => new LstmTagger()),
        ZooModel.Of("gru translator", () => new GruTranslator(40, 10, 14, 11), _ => [randint(40, [2, 7], ScalarType.Int64), randint(40, [2, 5], ScalarType.Int64)], (m, x) => [m.call(x[0], x[1])]).WithFull(() => new GruTranslator()),
        ZooModel.Of("lstm cell forecaster", () => new LstmCellForecaster(6, 5, 11, 13, 9), 2, 6, 5).WithFull(() => new LstmCellForecaster()),
        ZooModel.OfTokens("bag of words", () => new BagOfWords(40, 12, 9, 4), 40, 3, 6).WithFull(() => new BagOfWords()),
        ZooModel.OfTokens("transformer classifier", () => new TransformerClassifier(40, 8, 2, 14, 2, 5), 40, 3, 6).WithFull(() => new TransformerClassifier()),
    ];
}
