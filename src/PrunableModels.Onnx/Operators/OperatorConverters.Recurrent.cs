using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Onnx;

/// <content>Recurrent layers, and cells as what they compute.</content>
internal static partial class OperatorConverters
{
    private static IEnumerable<(string Name, Converter Convert)> Recurrent() =>
    [
        ("lstm", n => new RecurrentLayer(n, "LSTM", [0, 3, 1, 2], states: 2).Convert()),
        ("gru", n => new RecurrentLayer(n, "GRU", [1, 0, 2], states: 1).Convert()),
        ("rnn", n => new RecurrentLayer(n, "RNN", [0], states: 1).Convert()),
        ("lstm_cell", RecurrentCell.Lstm),
        ("gru_cell", RecurrentCell.Gru),
        ("rnn_cell", RecurrentCell.Rnn),
    ];

    // Known in name, so that the reason is.
    private static IEnumerable<(string Name, Converter Convert)> Native() =>
        new[] { "transformer_encoder_layer", "transformer_encoder", "transformer_decoder_layer", "transformer_decoder", "transformer" }
            .Select(name => (name, (Converter)(n => throw n.Refuse("TorchSharp's own does not tell how many heads it has. Write it with Linear and scaled_dot_product_attention"))));
}
