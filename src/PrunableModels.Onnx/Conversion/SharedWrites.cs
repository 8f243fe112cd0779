using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;

namespace PrunableModels.Onnx;

/// <summary>
/// Writes to a tensor in place whose memory another tensor shares that is used afterwards. In ONNX nothing is written in place, so that
/// the other would keep what it held.
/// </summary>
internal static class SharedWrites
{
    // What returns its operand, a view of it, or in evaluation the operand itself.
    private static readonly HashSet<string> Views = new(
        [
            "Identity", "contiguous", "alias", "to", "to_type", "type_as", "cpu", "cuda", "float", "half", "double", "long", "int", "bool", "byte", "detach", "requires_grad_",
            "MoveToOuterDisposeScope", "DetachFromDisposeScope", "dropout", "dropout1d", "dropout2d", "dropout3d", "alpha_dropout", "feature_alpha_dropout",
            "view", "reshape", "view_as", "unflatten", "flatten", "permute", "transpose", "swapaxes", "swapdims", "movedim", "moveaxis", "t", "T", "mT", "H", "mH", "unsqueeze", "squeeze",
            "chunk", "split", "tensor_split", "unbind", "narrow", "select", "slice", "index", "expand", "expand_as", "broadcast_to",
        ],
        StringComparer.Ordinal);

    /// <exception cref="OnnxExportException">There is such a write.</exception>
    public static void Refuse(Graph graph)
    {
        foreach (var write in graph.Nodes.Where(n => n.WritesInPlace && n.Operands is [not null, ..]))
        {
            var memory = Memory(write.Operands[0]!);
            var shared = graph.Nodes.Where(n => n.Id > write.Id).SelectMany(n => n.Operands).Concat(graph.Root.Outputs)
                .FirstOrDefault(v => v is not null && v.Producer?.Id is var made && (made is null || made < write.Id) && Memory(v) == memory);
            if (shared is not null)
            {
                throw new OnnxExportException($"{write} cannot be exported to ONNX: it writes to memory that {shared.Name ?? "another tensor"} shares, which is used afterwards. It stands at {write.Origin}. Let it return a new tensor instead.");
            }
        }
    }

    private static GraphValue Memory(GraphValue value)
    {
        while (value.Producer is { Operands: [{ } first, ..] } producer && (producer.WritesInPlace || Views.Contains(producer.Operator.Name)))
        {
            value = first;
        }

        return value;
    }
}
