using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;
using TorchSharp;

namespace PrunableModels.Onnx;

/// <summary>One node being converted: what a converter reads, and how it adds nodes.</summary>
internal sealed partial class NodeConversion(GraphConversion graph, Node node)
{
    // What these do follows from their arguments, also where their axes could not be followed.
    private static readonly HashSet<string> GivenUp = new(["view", "reshape", "layer_norm"], StringComparer.Ordinal);

    /// <summary>The node.</summary>
    public Node Node => node;

    /// <summary>The live layer that was called, or null for a function.</summary>
    public torch.nn.Module? Module => (node.Layer as LiveModule)?.Module;

    /// <summary>The first operand.</summary>
    public OnnxValue X => Operand(0);

    /// <summary>The operands that are there.</summary>
    public IEnumerable<OnnxValue> Operands => node.Operands.OfType<GraphValue>().Select(graph.Value);

    /// <summary>The results as ONNX computes them.</summary>
    public IReadOnlyList<OnnxValue> Convert()
    {
        if (node.Opaque is { } reason && !GivenUp.Contains(node.Operator.Name))
        {
            throw Refuse(reason.Message);
        }

        if (node.Operator.IsUsers)
        {
            throw Refuse("what it computes is known to its author alone. Write it with functions of TorchSharp, in a method whose source can be read");
        }

        if (!OperatorConverters.Table.TryGetValue(node.Operator.Name, out var converter))
        {
            throw Refuse($"{node.Operator.Name} is not among the operators that are exported. Write it with others, or compute it outside of the model");
        }

        try
        {
            var results = converter(this);
            RequireRead();
            return results;
        }
        catch (UnknownSizeException e)
        {
            throw Refuse(e.Message, e);
        }
    }

    public OnnxValue Operand(int index) => graph.Value(node.Operands[index]!);

    /// <summary>The operand of that name, or null where it is absent.</summary>
    public OnnxValue? Optional(string name) => node.Operator.IndexOf(name) is var i and >= 0 && node.Operands[i] is { } operand ? graph.Value(operand) : null;

    /// <summary>A tensor of the layer, where these follow the operands.</summary>
    public OnnxValue? LayerTensor(string name) =>
        node.Layer!.Tensors.ToList().FindIndex(t => t.Name == name) is var i and >= 0 ? Operand(node.Operator.Operands.Count + i) : null;

    /// <summary>A tensor that no module has registered.</summary>
    public OnnxValue? Unregistered(string place) => graph.Unregistered(place);

    /// <summary>Adds an operator whose result has the type of its first input.</summary>
    public OnnxValue Emit(string @operator, params OnnxValue?[] inputs) => Emit(@operator, inputs[0]!.Type, inputs);

    /// <summary>Adds an operator whose result has the type of its first input.</summary>
    public OnnxValue Emit(string @operator, OnnxValue?[] inputs, params AttributeMessage[] attributes) => Emit(@operator, inputs[0]!.Type, inputs, attributes);

    /// <summary>Adds an operator.</summary>
    public OnnxValue Emit(string @operator, ElementType type, OnnxValue?[] inputs, params AttributeMessage[] attributes) => EmitAll(@operator, [type], inputs, attributes)[0];

    /// <summary>Adds an operator of several results.</summary>
    public IReadOnlyList<OnnxValue> EmitAll(string @operator, IReadOnlyList<ElementType> types, OnnxValue?[] inputs, params AttributeMessage[] attributes) =>
        graph.Builder.Add(@operator, node.Layer is { Path.Length: > 0 } layer ? layer.Path : node.Operator.Name, inputs, types, attributes);

    /// <summary>The tensor in another type of numbers.</summary>
    public OnnxValue Cast(OnnxValue value, ElementType type) => value.Type == type ? value : Emit("Cast", type, [value], ("to", (long)type));

    /// <summary>A single number of the type of a tensor.</summary>
    public OnnxValue Number(double number, OnnxValue like) => graph.Builder.Numbers([number], like.Type);

    /// <summary>Numbers of a type and shape.</summary>
    public OnnxValue Numbers(IReadOnlyList<double> numbers, ElementType type, params long[] shape) => graph.Builder.Numbers(numbers, type, shape);

    /// <summary>A list of whole numbers.</summary>
    public OnnxValue Integers(params long[] integers) => graph.Builder.Integers(integers);

    /// <summary>One whole number.</summary>
    public OnnxValue Integer(long integer) => graph.Builder.Integers([integer], isScalar: true);

    public OnnxValue Add(OnnxValue left, OnnxValue right) => Emit("Add", left, right);

    public OnnxValue Subtract(OnnxValue left, OnnxValue right) => Emit("Sub", left, right);

    public OnnxValue Multiply(OnnxValue left, OnnxValue right) => Emit("Mul", left, right);

    public OnnxValue Divide(OnnxValue left, OnnxValue right) => Emit("Div", left, right);

    /// <summary>Says that the node cannot be exported.</summary>
    public OnnxExportException Refuse(string why, Exception? inner = null) =>
        new($"{node} cannot be exported to ONNX: {why}.{(node.Origin is { } origin ? $" It stands at {origin}." : "")}", inner);
}
