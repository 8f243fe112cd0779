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
        var name = layer?.Class ?? function;
        var node = new Node(Graph.Nodes.Count, found!, unknown is null ? name : $"{name} of something that is not known ({unknown})", fits.Operands, fits.Attributes, layer, scope.Frame, at);
        Graph.Nodes.Add(node);
        scope.Frame.Steps.Add(new(node, null));
        var application = new Application(Graph, node);
        if (found.Typing is not IComputingTyping)
        {
            application.OpenLeaves();
        }

        found.Typing.Apply(application);
        Graph.Erased.Note(node);
        CountParts(node);
        if (found.Typing is not IExtentTyping || application.GaveUp)
        {
            // Products take back what changes in a factor.
            var isFactor = found.Scales == ScaleRule.Product || found.Scales == ScaleRule.Quotient;
            foreach (var attribute in fits.Attributes.Items)
            {
                if (!(isFactor && attribute.Key == "value" && attribute.Value is Value.Number or Value.Symbol))
                {
                    KeepSizes(attribute.Value);
                }
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

    private void CountParts(Node node)
    {
        foreach (var output in node.Outputs)
        {
            for (var i = 0; i < output.Type.Count; i++)
            {
                CountStep(CostOfPart * Math.Max(0, output.Type.FromEnd(i)!.Terms.Count - 1));
            }
        }
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
        if (found.Operands is ["tensors"])
        {
            return BindList(arguments, layer);
        }

        // States that are given together are operands of their own.
        var given = found.TakesLayerTensors ? [.. arguments.SelectMany(Separate)] : arguments;
        var operands = new GraphValue?[found.Operands.Count];
        List<KeyValuePair<string, Value>> attributes = [];

        // Those with names first: what has none, such as the receiver of a method, takes the places that are left.
        if (!Take(isNamed: true) || !Take(isNamed: false))
        {
            return null;
        }

        var all = With(layer, attributes);
        if (found.TakesLayerTensors)
        {
            return ([.. operands, .. (layer?.Tensors ?? []).Select(slot => Graph.Leaf(layer!, slot))], all);
        }

        foreach (var slot in layer?.Tensors ?? [])
        {
            if (found.IndexOf(slot.Name) is var i and >= 0)
            {
                operands[i] = Graph.Leaf(layer!, slot);
            }
        }

        return (operands, all);

        bool Take(bool isNamed)
        {
            foreach (var argument in given)
            {
                var place = argument.Name is null ? -1 : found.IndexOf(argument.Name);
                if (place >= 0 == isNamed && !Place(found, argument, place, operands, attributes))
                {
                    return false;
                }
            }

            return true;
        }
    }

    // False where there is no place for the tensor that it is.
    private static bool Place(Operator found, BoundArgument argument, int named, GraphValue?[] operands, List<KeyValuePair<string, Value>> attributes)
    {
        if (argument.Value is Value.Tensor tensor)
        {
            var slot = named >= 0 ? named : Array.IndexOf(operands, null);
            if (slot < 0 || operands[slot] is not null)
            {
                return false;
            }

            operands[slot] = tensor.Held;
            if (slot > 0 && found.Name == "index")
            {
                attributes.Add(new("value", new Value.Text(TensorIndex.Placeholder)));
            }
        }
        else if (IsUnknownTensor(argument.Value, isOperand: named >= 0 || (argument.Name is null && !found.Name.StartsWith("index", StringComparison.Ordinal))))
        {
            return false;
        }
        else if (named < 0 || argument.Value is not Value.Null)
        {
            attributes.Add(new(argument.Name ?? "value", argument.Value));
        }

        return true;
    }

    private static (IReadOnlyList<GraphValue?> Operands, Attributes Attributes)? BindList(IReadOnlyList<BoundArgument> arguments, ModuleObject? layer)
    {
        var isIncomplete = arguments.Take(1).Any(t => t.Value is Value.Sequence { Items: var items } && items.Any(i => i is Value.Symbol or Value.Opaque or Value.Null));
        var isUnknown = arguments is [{ Value: Value.Symbol or Value.Opaque }, ..] && !HoldTensors(arguments);
        if (isIncomplete || isUnknown)
        {
            // A tensor that is not known would be missing.
            return null;
        }

        var list = arguments.FirstOrDefault(a => a.Value.HoldsTensors) ?? arguments.FirstOrDefault();
        return ([.. list?.Value.Tensors().Select(t => t.Held) ?? []], With(layer, [.. arguments.Where(a => a != list).Select(a => new KeyValuePair<string, Value>(a.Name ?? "dim", a.Value))]));
    }

    private static Attributes With(ModuleObject? layer, List<KeyValuePair<string, Value>> attributes) =>
        attributes.Count == 0 ? layer?.Attributes ?? Attributes.None : new(layer is null ? attributes : [.. layer.Attributes.Items, .. attributes]);

    private static bool HoldTensors(IReadOnlyList<BoundArgument> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].Value.HoldsTensors)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<BoundArgument> Separate(BoundArgument argument) =>
        argument.Value is Value.Sequence { IsTuple: true } tuple ? tuple.Items.Select(i => new BoundArgument(null, i)) : [argument];
}
