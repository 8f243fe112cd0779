using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// Finds the batch normalisations that can be folded. In evaluation one multiplies and shifts every channel by numbers that are known, which
/// the layer before it does as well with other weights, if the normalisation is all that becomes of the layer's results, whenever either is
/// called.
/// </summary>
public sealed class NormFolding
{
    private readonly Graph graph;
    private readonly ILookup<GraphValue, Node> readers;
    private readonly ILookup<ModuleObject, Node> calls;
    private string? reason;

    private NormFolding(Graph graph)
    {
        this.graph = graph;
        readers = graph.Nodes.SelectMany(node => node.Operands.OfType<GraphValue>().Select(value => (value, node))).ToLookup(use => use.value, use => use.node);
        calls = graph.Nodes.Where(node => node.Layer is not null).ToLookup(node => node.Layer!);
    }

    /// <summary>The batch normalisations that an execution calls, in the order of their first calls.</summary>
    /// <param name="graph">An execution in evaluation.</param>
    public static IReadOnlyList<NormPlace> Find(Graph graph)
    {
        var folding = new NormFolding(graph);
        return [.. folding.calls.Where(layer => layer.All(IsNorm)).Select(norm => folding.Place(norm.Key))];
    }

    private static bool IsNorm(Node node) => node.Operator.Name.StartsWith("batch_norm", StringComparison.Ordinal);

    private NormPlace Place(ModuleObject norm)
    {
        reason = null;
        var layer = Layer(norm);
        return new(norm, layer, layer is null ? reason : null);
    }

    private ModuleObject? Layer(ModuleObject norm)
    {
        if (graph.Undecided.Concat(graph.InputConditions).FirstOrDefault() is { } condition)
        {
            return No<ModuleObject>($"what the model does depends on whether {condition}");
        }

        if (calls[norm].Any(call => call.Operands[call.Operator.IndexOf("running_mean")] is null))
        {
            return No<ModuleObject>("it takes the statistics of the batch in evaluation, too");
        }

        var before = calls[norm].Select(Before).ToList();
        return before.Contains(null) ? null
            : before.Find(call => call!.Layer != before[0]!.Layer) is { } other ? No<ModuleObject>($"it comes after {before[0]!.Layer!.Path} and after {other.Layer!.Path}")
            : calls[before[0]!.Layer!].FirstOrDefault(call => !before.Contains(call)) is { } elsewhere ? No<ModuleObject>($"{elsewhere.Layer!.Path} is also called where it does not follow")
            : HasOwnTensors(before[0]!.Layer!) && HasOwnTensors(norm) ? before[0]!.Layer
            : null;
    }

    /// <summary>The call of a layer whose results a call of a normalisation alone reads.</summary>
    private Node? Before(Node norm)
    {
        for (var (reader, value) = (norm, norm.Operands[0]!); ; value = reader.Operands[0]!)
        {
            if (value.Producer is not { } producer)
            {
                return No<Node>($"its input is {value.Leaf?.Path ?? "the model's"}");
            }

            if (readers[value].FirstOrDefault(node => node != reader) is { } other)
            {
                return No<Node>($"what {producer} returns is also read by {other}");
            }

            if (graph.Outputs.Contains(value))
            {
                return No<Node>($"what {producer} returns, the model returns as well");
            }

            if (!OperatorTable.IsIdentity(producer.Operator.Name))
            {
                return HasChannelsOf(producer, norm) ? producer : null;
            }

            reader = producer;
        }
    }

    // A normalisation takes the second axis for its channels, which is the layer's where there is a batch before it and nothing but space after.
    private bool HasChannelsOf(Node producer, Node norm) =>
        producer.Layer is null || SpatialAxes(producer.Operator.Name) is not { } axes ? Refuse($"its input comes from {producer}, which has no weights that could take it up")
        : norm.Operands[0]!.Type is not { HasRank: true } type ? Refuse($"how many axes {producer} returns is not known")
        : type.Count == axes + 2 || Refuse($"its channels are not those of {producer}");

    private static int? SpatialAxes(string name) => name switch
    {
        "linear" => 0,
        "conv1d" or "conv_transpose1d" => 1,
        "conv2d" or "conv_transpose2d" => 2,
        "conv3d" or "conv_transpose3d" => 3,
        _ => null,
    };

    private bool HasOwnTensors(ModuleObject layer) => calls[layer]
        .SelectMany(call => call.Operands).OfType<GraphValue>()
        .Where(value => value.Leaf is not null)
        .All(tensor => readers[tensor].FirstOrDefault(node => node.Layer != layer) is not { } other || Refuse($"{tensor.Leaf!.Path} is also read by {other}"));

    private bool Refuse(string why) => No<object>(why) is not null;

    private T? No<T>(string why)
        where T : class
    {
        reason ??= why;
        return null;
    }
}
