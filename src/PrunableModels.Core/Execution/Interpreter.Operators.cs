using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>Applications of operators: from arguments to operands and attributes, and a node in the graph.</content>
internal sealed partial class Interpreter
{
    /// <summary>Steps that an operator counts for, besides those for its operands: typing it is more work than a statement.</summary>
    private const int CostOfOperator = 6;

    /// <summary>Steps that every further part of a concatenation counts for: whatever is done with it goes through all of them.</summary>
    private const int CostOfPart = 4;

    private Value Apply(string function, IReadOnlyList<BoundArgument> arguments, Origin at, ModuleObject? layer = null)
    {
        // relu_ is relu, and its operand holds the result from then on.
        var inPlace = function.EndsWith("_", StringComparison.Ordinal);
        var found = OperatorTable.Find(inPlace ? function.TrimEnd('_') : function) ?? OperatorTable.Find(function);
        return Apply(found, function, arguments, at, inPlace, layer);
    }

    private Value Apply(Operator? found, string function, IReadOnlyList<BoundArgument> arguments, Origin at, bool isInPlace, ModuleObject? layer)
    {
        var bound = found is null ? null : Fitting(found, arguments, layer);
        if (bound is null && found?.Otherwise is { } otherwise)
        {
            found = otherwise;
            bound = Fitting(found, arguments, layer);
        }

        if (bound is not { } fits)
        {
            found = OperatorTable.Unknown;
            var read = layer?.Tensors.Select(t => Graph.Leaf(layer, t)) ?? [];
            arguments.ToList().ForEach(a => KeepSizes(a.Value));
            fits = ([.. arguments.SelectMany(a => a.Value.Tensors()).Select(t => t.Held), .. read], layer?.Attributes ?? Attributes.None);
        }

        if (found!.Typing is not ISizeTyping)
        {
            fits = (fits.Operands, WithNumbers(fits.Attributes));
        }

        CountStep(CostOfOperator + fits.Operands.Count);
        var unknown = found == OperatorTable.Unknown && bound is null ? arguments.Select(a => a.Value).OfType<Value.Opaque>().FirstOrDefault(o => o.Slot is null)?.Reason : null;
        var node = new Node(Graph.Nodes.Count, found!, $"{layer?.Class ?? function}{(unknown is null ? "" : $" of something that is not known ({unknown})")}", fits.Operands, fits.Attributes, layer, scope.Frame, at);
        Graph.Nodes.Add(node);
        scope.Frame.Steps.Add(new(node, null));
        var application = new Application(Graph, node);
        if (found.Typing is not IComputingTyping)
        {
            application.OpenLeaves();
        }

        found.Typing.Apply(application);
        Graph.Erased.Note(node);
        CountStep(node.Outputs.Sum(o => o.Type.Axes.Sum(a => CostOfPart * Math.Max(0, a.Terms.Count - 1))));
        if (found.Typing is not IExtentTyping || application.GaveUp)
        {
            // Products take back what changes in a factor.
            var isFactor = found.Scales == ScaleRule.Product || found.Scales == ScaleRule.Quotient;
            foreach (var attribute in fits.Attributes.Items.Where(a => !(isFactor && a.Key == "value" && a.Value is Value.Number or Value.Symbol)))
            {
                KeepSizes(attribute.Value);
            }
        }

        var result = node.Outputs.Count == 1 && !(found.ReturnsList && !application.GaveUp) ? (Value)new Value.Tensor(node.Outputs[0]) : new Value.Sequence(node.Outputs.Select(o => new Value.Tensor(o)), isTuple: true);
        if ((isInPlace || fits.Attributes.Flag("inplace", false)) && arguments.Count > 0 && arguments[0].Value is Value.Tensor changed && result is Value.Tensor now)
        {
            KeepIfShared(changed.Held, node);
            changed.Held = now.Held;
        }

        return result;
    }

    // What is written through a view also changes the tensor it is a view of, and the other way round; both have a value of their
    // own here. Where zero stays zero nobody can tell.
    private void KeepIfShared(GraphValue changed, Node node)
    {
        if (node.Operator.Zero.KeepsZero)
        {
            return;
        }

        var storage = Storage(changed);
        (storage.Leaf ?? changed.Leaf)?.Keep(new(KeptKind.UnknownOperation, $"{node} writes to the parameter", node.Origin), Graph.Solver);
        var views = Graph.Nodes.SelectMany(n => n.Outputs).Where(o => o.Producer!.ReturnsView && Storage(o) == storage).ToList();
        foreach (var axis in views.Count == 0 ? [] : views.Append(changed).Append(storage).SelectMany(v => v.Type.Axes))
        {
            Graph.Solver.Keep(axis, new(KeptKind.UnknownOperation, $"{node} writes to a tensor of which there are views", node.Origin));
        }
    }

    private static GraphValue Storage(GraphValue value)
    {
        while (value.Producer is { Operands: [{ } first, ..] } producer && (producer.ReturnsView || producer.WritesInPlace))
        {
            value = first;
        }

        return value;
    }

    private static bool Missing(SignatureTyping typing, IReadOnlyList<GraphValue?> operands) =>
        typing.Signature.Operands.Where((o, i) => !o.IsOptional && operands[i] is null).Any();

    // Null where fewer tensors are given than the operator needs.
    private (IReadOnlyList<GraphValue?> Operands, Attributes Attributes)? Fitting(Operator found, IReadOnlyList<BoundArgument> arguments, ModuleObject? layer) =>
        Bind(found, arguments, layer) is { } bound
        && bound.Operands.Count >= found.Required && !bound.Operands.Take(found.Required).Contains(null) && !(found.Typing is SignatureTyping typing && (Graph.Solver.IsLinked || !found.IsUsers) && Missing(typing, bound.Operands))
            ? bound : null;

    // Null where more tensors are given than the operator takes.
    private (IReadOnlyList<GraphValue?> Operands, Attributes Attributes)? Bind(Operator found, IReadOnlyList<BoundArgument> arguments, ModuleObject? layer)
    {
        var attributes = layer?.Attributes.Items.ToList() ?? [];
        if (found.Operands is ["tensors"])
        {
            var isIncomplete = arguments.Take(1).Any(t => t.Value is Value.Sequence { Items: var items } && items.Any(i => i is Value.Symbol or Value.Opaque or Value.Null));
            var isUnknown = arguments is [{ Value: Value.Symbol or Value.Opaque }, ..] && !arguments.Any(a => a.Value.Tensors().Any());
            if (isIncomplete || isUnknown)
            {
                // A tensor that is not known would be missing.
                return null;
            }

            var list = arguments.FirstOrDefault(a => a.Value.Tensors().Any()) ?? arguments.FirstOrDefault();
            attributes.AddRange(arguments.Where(a => a != list).Select(a => new KeyValuePair<string, Value>(a.Name ?? "dim", a.Value)));
            return ([.. list?.Value.Tensors().Select(t => t.Held) ?? []], new(attributes));
        }

        // States that are given together are operands of their own.
        var given = found.TakesLayerTensors ? arguments.SelectMany(Separate) : arguments;
        var operands = new GraphValue?[found.Operands.Count];
        var names = found.Operands.ToList();

        // Those with names first: what has none, such as the receiver of a method, takes the places that are left.
        foreach (var argument in given.OrderBy(a => a.Name is null || !names.Contains(a.Name)))
        {
            var named = argument.Name is null ? -1 : names.IndexOf(argument.Name);
            if (argument.Value is Value.Tensor tensor)
            {
                var slot = named >= 0 ? named : Array.IndexOf(operands, null);
                if (slot < 0 || operands[slot] is not null)
                {
                    return null;
                }

                operands[slot] = tensor.Held;
                if (slot > 0 && found.Name == "index")
                {
                    attributes.Add(new("value", new Value.Text(TensorIndex.Placeholder)));
                }
            }
            else if (IsUnknownTensor(argument.Value, isOperand: named >= 0 || (argument.Name is null && !found.Name.StartsWith("index", StringComparison.Ordinal))))
            {
                return null;
            }
            else if (named < 0 || argument.Value is not Value.Null)
            {
                attributes.Add(new(argument.Name ?? "value", argument.Value));
            }
        }

        if (found.TakesLayerTensors)
        {
            return ([.. operands, .. (layer?.Tensors ?? []).Select(slot => Graph.Leaf(layer!, slot))], new(attributes));
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

    private static IEnumerable<BoundArgument> Separate(BoundArgument argument) =>
        argument.Value is Value.Sequence { IsTuple: true } tuple ? tuple.Items.Select(i => new BoundArgument(null, i)) : [argument];
}
