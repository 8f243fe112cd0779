using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;

namespace PrunableModels.Onnx;

/// <summary>The graph as it grows: nodes in the order of execution, the tensors they start from, and names that are used once.</summary>
internal sealed class GraphBuilder
{
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OnnxValue> constants = new(StringComparer.Ordinal);

    public List<NodeMessage> Nodes { get; } = [];

    public List<TensorMessage> Initializers { get; } = [];

    /// <summary>A name that nothing has yet, which begins with the one that is wanted.</summary>
    public string Unique(string wanted)
    {
        var name = wanted;
        for (var i = 2; !names.Add(name); i++)
        {
            name = $"{wanted}_{i}";
        }

        return name;
    }

    /// <summary>A tensor of the model under a name of its own.</summary>
    public OnnxValue Tensor(string name, torch.Tensor tensor)
    {
        var type = ElementTypes.Of(tensor.dtype) ?? throw new OnnxExportException($"The tensor {name} is of type {tensor.dtype}, which ONNX does not have.");
        Initializers.Add(new(name, type, tensor.shape, TensorData.Of(tensor)));
        return new(name, type);
    }

    /// <summary>Whole numbers: a list of them, or with no axes a single one.</summary>
    public OnnxValue Integers(IReadOnlyList<long> values, bool isScalar = false) =>
        Constant($"{string.Join(",", values)}|{isScalar}|Int64", ElementType.Int64, isScalar ? [] : [values.Count], () => TensorData.Of(values.ToArray()));

    /// <summary>Numbers of a type and shape.</summary>
    public OnnxValue Numbers(IReadOnlyList<double> values, ElementType type, params long[] shape) =>
        Constant($"{string.Join(",", values.Select(v => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))}|{string.Join(",", shape)}|{type}", type, shape, () => Data(values, type));

    /// <summary>Adds a node.</summary>
    /// <param name="operator">The operator.</param>
    /// <param name="scope">What its results are named after.</param>
    /// <param name="inputs">What it takes; null for what is left out.</param>
    /// <param name="types">The types of its results.</param>
    /// <param name="attributes">Its other arguments.</param>
    public IReadOnlyList<OnnxValue> Add(string @operator, string scope, IReadOnlyList<OnnxValue?> inputs, IReadOnlyList<ElementType> types, IReadOnlyList<AttributeMessage> attributes)
    {
        var name = Unique($"{scope}/{@operator}");
        OnnxValue[] outputs = [.. types.Select((type, i) => new OnnxValue(Unique(types.Count == 1 ? $"{name}:out" : $"{name}:out{i}"), type))];
        var given = inputs.Count - inputs.Reverse().TakeWhile(i => i is null).Count();
        Nodes.Add(new(@operator, [.. inputs.Take(given).Select(i => i?.Name ?? "")], [.. outputs.Select(o => o.Name)], name, attributes));
        return outputs;
    }

    /// <summary>Adds a node whose result has a name that is given.</summary>
    public void AddNamed(string @operator, OnnxValue input, string output) => Nodes.Add(new(@operator, [input.Name], [output], Unique($"{output}/{@operator}"), []));

    private OnnxValue Constant(string key, ElementType type, long[] shape, Func<TensorData> data)
    {
        if (!constants.TryGetValue(key, out var known))
        {
            known = constants[key] = new(Unique("constant"), type);
            Initializers.Add(new(known.Name, type, shape, data()));
        }

        return known;
    }

    private static TensorData Data(IReadOnlyList<double> values, ElementType type) => type switch
    {
        ElementType.Float => TensorData.Of(values.Select(v => (float)v).ToArray()),
        ElementType.Double => TensorData.Of(values.ToArray()),
        ElementType.Float16 => TensorData.Of(values.Select(v => (Half)v).ToArray()),
        ElementType.BFloat16 => TensorData.Of(values.Select(v => (ushort)(BitConverter.SingleToUInt32Bits((float)v) >> 16)).ToArray()),
        ElementType.Int64 => TensorData.Of(values.Select(v => (long)v).ToArray()),
        ElementType.Int32 => TensorData.Of(values.Select(v => (int)v).ToArray()),
        ElementType.Int16 => TensorData.Of(values.Select(v => (short)v).ToArray()),
        ElementType.Int8 => TensorData.Of(values.Select(v => (sbyte)v).ToArray()),
        ElementType.UInt8 => TensorData.Of(values.Select(v => (byte)v).ToArray()),
        _ => TensorData.Of(values.Select(v => v != 0).ToArray()),
    };
}
