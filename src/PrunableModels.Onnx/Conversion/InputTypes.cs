using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;
using TorchSharp;

namespace PrunableModels.Onnx;

/// <summary>What numbers an input holds: its shape does not tell.</summary>
internal static class InputTypes
{
    private static readonly HashSet<string> Tables = ["embedding", "embedding_bag"];

    /// <summary>The type that is asked for; else whole numbers where they choose rows of a table, and the type of the model's parameters.</summary>
    public static ElementType Of(Graph graph, GraphValue input, OnnxInput given, LiveModel live)
    {
        var type = given.Type ?? (IsLookedUp(graph, input) ? torch.ScalarType.Int64 : live.Tensors.Select(t => t.Tensor.dtype).FirstOrDefault(Floating, torch.ScalarType.Float32));
        return ElementTypes.Of(type) ?? throw new OnnxExportException($"The input {input.Name} is of type {type}, which ONNX does not have.");
    }

    private static bool Floating(torch.ScalarType type) => ElementTypes.Of(type) is { } known && known.IsFloating();

    private static bool IsLookedUp(Graph graph, GraphValue input)
    {
        HashSet<GraphValue> same = [input];
        foreach (var node in graph.Nodes.Where(n => n.Operands.Count > 0 && n.Operands[0] is { } first && same.Contains(first)))
        {
            if (Tables.Contains(node.Operator.Name))
            {
                return true;
            }

            if (node.Operator.Zero == ZeroRule.Moves)
            {
                same.UnionWith(node.Outputs);
            }
        }

        return false;
    }
}
