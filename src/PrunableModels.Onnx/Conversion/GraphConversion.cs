using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;
using TorchSharp;

namespace PrunableModels.Onnx;

/// <summary>One execution of a model, whose nodes become those of ONNX one after the other.</summary>
internal sealed class GraphConversion
{
    private readonly Graph graph;
    private readonly Dictionary<string, torch.Tensor> tensors;
    private readonly Dictionary<string, torch.Tensor> unregistered;
    private readonly Dictionary<GraphValue, OnnxValue> values = [];
    private readonly Dictionary<string, OnnxValue> placed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (GraphValue Tensor, int Axis)> symbols = new(StringComparer.Ordinal);

    /// <param name="graph">The execution.</param>
    /// <param name="live">The model's tensors.</param>
    public GraphConversion(Graph graph, LiveModel live)
    {
        this.graph = graph;
        tensors = live.Tensors.ToDictionary(t => t.Path, t => t.Tensor, StringComparer.Ordinal);
        unregistered = live.Unregistered;
        Sizes = new(Builder, SourceOf);
        foreach (var value in graph.Inputs.Concat(graph.Nodes.SelectMany(n => n.Outputs)).Where(v => v.Type.HasRank))
        {
            foreach (var (axis, i) in value.Type.Axes.Select((axis, i) => (axis, i)).Where(a => IsSymbol(a.axis.Extent)))
            {
                symbols.TryAdd(axis.Extent.ToString(), (value, i));
            }
        }
    }

    /// <summary>The graph that is built.</summary>
    public GraphBuilder Builder { get; } = new();

    /// <summary>Sizes in it.</summary>
    public SizeNodes Sizes { get; }

    /// <summary>Converts everything that the outputs need.</summary>
    /// <param name="inputs">The inputs, as they are in the file.</param>
    /// <param name="outputNames">The outputs' names; empty for some.</param>
    public GraphMessage Convert(IReadOnlyList<ValueMessage> inputs, IReadOnlyList<string> outputNames)
    {
        foreach (var (input, message) in graph.Inputs.Zip(inputs))
        {
            values[input] = new(Builder.Unique(message.Name), message.Type);
        }

        var needed = Needed();
        foreach (var node in graph.Nodes.Where(needed.Contains))
        {
            Convert(node);
        }

        return new(TypeIds.Short(graph.Root.Module!.Class), Builder.Nodes, Builder.Initializers, inputs, [.. Outputs(outputNames)]);
    }

    /// <summary>What a value of the execution is in the graph that is built.</summary>
    public OnnxValue Value(GraphValue value)
    {
        if (!values.TryGetValue(value, out var known))
        {
            if (value.Leaf is { } leaf)
            {
                known = values[value] = Tensor(leaf.Path, tensors);
            }
            else
            {
                Convert(value.Producer!);
                known = values[value];
            }
        }

        return known;
    }

    /// <summary>A tensor that no module has registered, by its place.</summary>
    public OnnxValue? Unregistered(string place) => unregistered.ContainsKey(place) ? Tensor(place, unregistered) : null;

    /// <summary>Whether a size can be computed where the model runs.</summary>
    public bool IsKnown(Size size) => size.Symbols().All(s => symbols.ContainsKey(s) || Read(s) is not null);

    private static bool IsSymbol(Size size) => size.Symbols().Take(2).ToList() is [var symbol] && size.Equals(Size.Symbol(symbol));

    private OnnxValue Tensor(string name, Dictionary<string, torch.Tensor> from)
    {
        if (!placed.TryGetValue(name, out var known))
        {
            known = placed[name] = Builder.Tensor(Builder.Unique(name), from[name]);
        }

        return known;
    }

    private (OnnxValue Tensor, int Axis)? SourceOf(string symbol) =>
        symbols.TryGetValue(symbol, out var source) ? (Value(source.Tensor), source.Axis) : Read(symbol) is var (read, axis) ? (Value(read), axis) : null;

    // An extent of a tensor of which not even the rank is known.
    private (GraphValue Tensor, int Axis)? Read(string symbol) =>
        graph.Extents.TryGetValue(symbol, out var read) && int.TryParse(read.Index, out var axis) && axis >= 0 ? (read.Tensor, axis) : null;

    private void Convert(Node node)
    {
        if (node.Outputs.Any(values.ContainsKey))
        {
            return;
        }

        var results = new NodeConversion(this, node).Convert();
        foreach (var (output, result) in node.Outputs.Zip(results))
        {
            values[output] = result;
        }
    }

    private HashSet<Node> Needed()
    {
        var needed = new HashSet<Node>();
        var waiting = new Stack<GraphValue>(graph.Root.Outputs);
        while (waiting.TryPop(out var value))
        {
            if (value.Producer is { } producer && needed.Add(producer))
            {
                producer.Operands.OfType<GraphValue>().ToList().ForEach(waiting.Push);
            }
        }

        return needed;
    }

    private IEnumerable<ValueMessage> Outputs(IReadOnlyList<string> names)
    {
        var outputs = graph.Root.Outputs;
        if (names.Count > 0 && names.Count != outputs.Count)
        {
            throw new OnnxExportException($"The model returns {outputs.Count} tensors, and {names.Count} names are given for them.");
        }

        for (var i = 0; i < outputs.Count; i++)
        {
            var name = Builder.Unique(names.Count > 0 ? names[i] : outputs.Count == 1 ? "output" : $"output{i + 1}");
            var value = Value(outputs[i]);
            Builder.AddNamed("Identity", value, name);
            yield return new(name, value.Type, [.. outputs[i].Type.Axes.Select(a => OnnxAxes.Of(a.Extent))]);
        }
    }
}
