using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Onnx;

/// <content>Attention, written out: runtimes recognise it.</content>
internal static partial class OperatorConverters
{
    private static IEnumerable<(string Name, Converter Convert)> Attention() => [One("scaled_dot_product_attention", DotProductAttention)];

    private static OnnxValue DotProductAttention(NodeConversion n)
    {
        if (n.Number("p", 0) != 0)
        {
            throw n.Refuse("it is random in evaluation too. Give it no dropout");
        }

        var (query, key, value) = (n.Operand(0), n.Operand(1), n.Operand(2));
        var rank = n.Rank(1);
        long[] swapped = [.. Axes(0, rank - 2), rank - 1, rank - 2];
        var scores = n.Emit("MatMul", query, n.Emit("Transpose", [key], ("perm", swapped)));
        scores = n.Multiply(scores, n.Number(1 / Math.Sqrt(n.Fixed(n.Extent(-1))), scores));
        if (n.Flag("is_casual", false) || n.Flag("is_causal", false))
        {
            scores = n.Add(scores, Causal(n, scores.Type));
        }

        if (n.Optional("attn_mask") is { } mask)
        {
            scores = mask.Type == ElementType.Bool
                ? Where(n, mask, scores, n.Number(double.NegativeInfinity, scores))
                : n.Add(scores, mask);
        }

        return n.Emit("MatMul", n.Emit("Softmax", [scores], ("axis", -1L)), value);
    }

    // Nothing sees what comes after it.
    private static OnnxValue Causal(NodeConversion n, ElementType type)
    {
        var (queries, keys) = (n.Fixed(n.Extent(-2)), n.Fixed(n.Extent(-2, operand: 1)));
        return n.Numbers([.. Axes(0, queries).SelectMany(q => Axes(0, keys).Select(k => k > q ? double.NegativeInfinity : 0))], type, queries, keys);
    }
}
