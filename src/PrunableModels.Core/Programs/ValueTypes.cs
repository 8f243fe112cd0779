using System;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// The names that tests of types use: of TorchSharp's classes their own with type arguments, such as <c>Module&lt;Tensor,Tensor&gt;</c>, of
/// users' classes the metadata name, of the framework's the keyword or name.
/// </summary>
public static class ValueTypes
{
    /// <summary>What every layer of one tensor is.</summary>
    public const string OfOneTensor = "Module<Tensor,Tensor>";

    private static readonly string[] OfOther =
    [
        "LSTM", "GRU", "RNN", "LSTMCell", "GRUCell", "RNNCell", "MultiheadAttention", "Bilinear", "EmbeddingBag", "CosineSimilarity", "PairwiseDistance",
        "Transformer", "TransformerEncoder", "TransformerDecoder", "TransformerEncoderLayer", "TransformerDecoderLayer", "MaxUnpool1d", "MaxUnpool2d", "MaxUnpool3d", "ModuleList", "ModuleDict",
    ];

    /// <summary>Whether a type of that name is a module of TorchSharp, of whatever inputs.</summary>
    public static bool IsModule(string type) => type == "Module" || type.StartsWith("Module<", StringComparison.Ordinal) || LayerTable.Find(type) is not null || LayerTable.IsContainer(type);

    /// <summary>Whether a layer of TorchSharp is of a type; null where only the live layer tells.</summary>
    public static bool? OfLayer(string layer, string type) =>
        LayerTable.Find(layer) is null && !LayerTable.IsContainer(layer) ? null
        : type == layer || type == "Module" ? true
        : type == OfOneTensor ? OfOther.Contains(layer) ? null : true
        : LayerTable.Find(type) is not null || type.IndexOf('.') >= 0 ? false
        : null;
}
