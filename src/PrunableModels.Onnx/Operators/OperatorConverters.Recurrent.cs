using System.Collections.Generic;

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
}
