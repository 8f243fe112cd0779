using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Onnx;

/// <summary>One step of a recurrent layer, in elementary operators. A state that is not given is zero.</summary>
internal static class RecurrentCell
{
    /// <summary>Gates in the order input, forget, cell, output.</summary>
    public static IReadOnlyList<OnnxValue> Lstm(NodeConversion n)
    {
        var (hidden, cell) = (n.Optional("h0"), n.Optional("c0"));
        var gates = Split(n, hidden is null ? Given(n) : n.Add(Given(n), Left(n, hidden)), 4);
        var fresh = n.Multiply(n.Emit("Sigmoid", gates[0]), n.Emit("Tanh", gates[2]));
        var next = cell is null ? fresh : n.Add(n.Multiply(n.Emit("Sigmoid", gates[1]), cell), fresh);
        return [n.Multiply(n.Emit("Sigmoid", gates[3]), n.Emit("Tanh", next)), next];
    }

    /// <summary>Gates in the order reset, update, new.</summary>
    public static IReadOnlyList<OnnxValue> Gru(NodeConversion n)
    {
        var hidden = n.Optional("h0");
        var given = Split(n, Given(n, withState: false), 3);
        var left = hidden is null ? StateBias(n) is { } bias ? Split(n, bias, 3) : null : Split(n, Left(n, hidden, withBias: true), 3);
        OnnxValue Both(int gate) => left is null ? given[gate] : n.Add(given[gate], left[gate]);
        var (reset, update) = (n.Emit("Sigmoid", Both(0)), n.Emit("Sigmoid", Both(1)));
        var fresh = n.Emit("Tanh", left is null ? given[2] : n.Add(given[2], n.Multiply(reset, left[2])));
        var kept = n.Multiply(n.Subtract(n.Number(1, update), update), fresh);
        return [hidden is null ? kept : n.Add(kept, n.Multiply(update, hidden))];
    }

    /// <summary>A single gate.</summary>
    public static IReadOnlyList<OnnxValue> Rnn(NodeConversion n)
    {
        var function = RecurrentLayer.Activation(n);
        var hidden = n.Optional("h0");
        return [n.Emit(function, hidden is null ? Given(n) : n.Add(Given(n), Left(n, hidden)))];
    }

    private static IReadOnlyList<OnnxValue> Split(NodeConversion n, OnnxValue gates, int count) =>
        n.EmitAll("Split", [.. Enumerable.Repeat(gates.Type, count)], [gates], ("axis", -1L));

    // Where the biases are added does not matter, unless the state is reset.
    private static OnnxValue Given(NodeConversion n, bool withState = true)
    {
        n.Ignore("inputSize", "hiddenSize", "bias", "value");
        var given = Gemm(n, n.X, "weight_ih", n.LayerTensor("bias_ih"));
        return withState && StateBias(n) is { } bias ? n.Add(given, bias) : given;
    }

    private static OnnxValue Left(NodeConversion n, OnnxValue state, bool withBias = false) => Gemm(n, state, "weight_hh", withBias ? StateBias(n) : null);

    private static OnnxValue? StateBias(NodeConversion n) => n.LayerTensor("bias_hh");

    private static OnnxValue Gemm(NodeConversion n, OnnxValue value, string weight, OnnxValue? bias)
    {
        if (n.Rank() != 2)
        {
            throw n.Refuse("it is given a step without a batch. Give it a batch of one");
        }

        return n.Emit("Gemm", [value, n.LayerTensor(weight), bias], ("transB", 1L));
    }
}
