using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>Applications of operators: from arguments to operands and attributes, and a node in the graph.</content>
internal sealed partial class Interpreter
{
    private Value Apply(string function, IReadOnlyList<BoundArgument> arguments, Origin at, ModuleObject? layer = null)
    {
        // relu_ is relu, and its operand holds the result from then on.
        var inPlace = function.EndsWith("_", StringComparison.Ordinal);
        var found = OperatorTable.Find(inPlace ? function.TrimEnd('_') : function) ?? OperatorTable.Find(function);
        var (operands, attributes) = Bind(found, arguments, layer);
        if (found is null || operands.Count == 0 || operands[0] is null || (found.Typing is SignatureTyping typing && Missing(typing, operands)))
        {
            found = OperatorTable.Unknown;
            operands = [.. arguments.SelectMany(a => a.Value.Tensors()).Select(t => t.Held)];
        }

        var node = new Node(Graph.Nodes.Count, found, layer?.Class ?? function, operands, attributes, layer, scope.Frame, at);
        Graph.Nodes.Add(node);
        scope.Frame.Steps.Add(new(node, null));
        found.Typing.Apply(new(Graph, node));
        var result = node.Outputs.Count == 1 ? (Value)new Value.Tensor(node.Outputs[0]) : new Value.Sequence(node.Outputs.Select(o => new Value.Tensor(o)), isTuple: true);
        if ((inPlace || attributes.Flag("inplace", false)) && arguments[0].Value is Value.Tensor changed && result is Value.Tensor now)
        {
            changed.Held = now.Held;
        }

        return result;
    }

    private static bool Missing(SignatureTyping typing, IReadOnlyList<GraphValue?> operands) =>
        typing.Signature.Operands.Where((o, i) => !o.IsOptional && operands[i] is null).Any();

    private (IReadOnlyList<GraphValue?> Operands, Attributes Attributes) Bind(Operator? found, IReadOnlyList<BoundArgument> arguments, ModuleObject? layer)
    {
        var attributes = layer?.Attributes.Items.ToList() ?? [];
        if (found is null)
        {
            return ([], new(attributes));
        }

        if (found.Operands is ["tensors"])
        {
            attributes.AddRange(arguments.Skip(1).Select((a, i) => new KeyValuePair<string, Value>(a.Name ?? "dim", a.Value)));
            return ([.. arguments.Take(1).SelectMany(a => a.Value.Tensors()).Select(t => t.Held)], new(attributes));
        }

        var operands = new GraphValue?[found.Operands.Count];
        var names = found.Operands.ToList();
        foreach (var argument in arguments)
        {
            var named = argument.Name is null ? -1 : names.IndexOf(argument.Name);
            if (argument.Value is Value.Tensor tensor)
            {
                var slot = named >= 0 ? named : Array.IndexOf(operands, null);
                if (slot >= 0)
                {
                    operands[slot] = tensor.Held;
                }
            }
            else if (named < 0 || argument.Value is not Value.Null)
            {
                attributes.Add(new(argument.Name ?? "value", argument.Value));
            }
        }

        foreach (var slot in layer?.Tensors ?? [])
        {
            if (names.IndexOf(slot.Name) is var i and >= 0)
            {
                operands[i] = Graph.Leaf(layer!, slot);
            }
        }

        return (operands, new(attributes));
    }
}
