using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Onnx;

/// <summary>A recurrent layer: one of ONNX for each layer inside, whose gates come in another order.</summary>
/// <param name="n">The node.</param>
/// <param name="operator">ONNX's operator.</param>
/// <param name="gates">Where each of its gates stands among those of TorchSharp.</param>
/// <param name="states">How many states a step leaves to the next.</param>
internal sealed class RecurrentLayer(NodeConversion n, string @operator, long[] gates, int states)
{
    private readonly bool isBidirectional = n.Flag("bidirectional", false);
    private readonly long hidden = n.Integer("hiddenSize", 0);
    private readonly int layers = (int)n.Integer("numLayers", 1);

    private int Directions => isBidirectional ? 2 : 1;

    /// <summary>ONNX's name of what a simple recurrent layer applies.</summary>
    public static string Activation(NodeConversion n) => n.Text("nonLinearity") switch
    {
        "Tanh" => "Tanh",
        "ReLU" => "Relu",
        _ => throw n.Refuse("it does not tell its function"),
    };

    public IReadOnlyList<OnnxValue> Convert()
    {
        n.Ignore("inputSize", "bias", "dropout", "value");
        if (n.Rank() != 3)
        {
            throw n.Refuse("it is given a sequence without a batch. Give it a batch of one");
        }

        var isBatchFirst = n.Flag("batchFirst", false);
        var value = isBatchFirst ? Transposed(n.X, 1, 0, 2) : n.X;
        var given = Enumerable.Range(1, states).Select(s => n.Node.Operands[s] is null ? null : PerLayer(n.Operand(s))).ToList();
        var left = Enumerable.Range(0, states).Select(_ => new List<OnnxValue>()).ToList();
        for (var layer = 0; layer < layers; layer++)
        {
            var results = Run(layer, value, [.. given.Select(g => g?[layer])]);
            value = n.Emit("Reshape", Transposed(results[0], 0, 2, 1, 3), n.Integers(0, 0, -1));
            for (var state = 0; state < states; state++)
            {
                left[state].Add(results[state + 1]);
            }
        }

        return [isBatchFirst ? Transposed(value, 1, 0, 2) : value, .. left.Select(Joined)];
    }

    private IReadOnlyList<OnnxValue> Run(int layer, OnnxValue value, IReadOnlyList<OnnxValue?> given)
    {
        List<AttributeMessage> attributes = [("hidden_size", hidden), ("direction", isBidirectional ? "bidirectional" : "forward")];
        if (@operator == "GRU")
        {
            attributes.Add(("linear_before_reset", 1L));
        }
        else if (@operator == "RNN")
        {
            attributes.Add(("activations", Enumerable.Repeat(Activation(n), Directions).ToArray()));
        }

        var biases = n.LayerTensor($"bias_ih_l{layer}") is null ? null : n.Emit("Concat", [Stacked(layer, "bias_ih"), Stacked(layer, "bias_hh")], ("axis", 1L));
        return n.EmitAll(
            @operator, [.. Enumerable.Repeat(value.Type, states + 1)], [value, Stacked(layer, "weight_ih"), Stacked(layer, "weight_hh"), biases, null, .. given], [.. attributes]);
    }

    // A parameter of both directions with the gates in ONNX's order.
    private OnnxValue Stacked(int layer, string name)
    {
        string[] suffixes = isBidirectional ? [$"_l{layer}", $"_l{layer}_reverse"] : [$"_l{layer}"];
        var order = n.Integers([.. gates.SelectMany(g => Enumerable.Range(0, (int)hidden).Select(i => (g * hidden) + i))]);
        return Joined([.. suffixes.Select(s => n.Emit("Unsqueeze", n.Emit("Gather", n.LayerTensor(name + s), order), n.Integers(0)))]);
    }

    private IReadOnlyList<OnnxValue> PerLayer(OnnxValue state) => layers == 1 ? [state]
        : n.EmitAll("Split", [.. Enumerable.Repeat(state.Type, layers)], [state, n.Integers([.. Enumerable.Repeat(1L, layers)])], ("axis", 0L));

    private OnnxValue Joined(List<OnnxValue> parts) => parts.Count == 1 ? parts[0] : n.Emit("Concat", [.. parts], ("axis", 0L));

    private OnnxValue Transposed(OnnxValue value, params long[] order) => n.Emit("Transpose", [value], ("perm", order));
}
