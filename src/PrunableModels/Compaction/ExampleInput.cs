using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;
using TorchSharp;
using static TorchSharp.torch;
using Size = PrunableModels.Core.Size;

namespace PrunableModels;

/// <summary>An input for a model of one tensor, made from what its layers take.</summary>
internal static class ExampleInput
{
    internal const string Ask = $"Set {nameof(CompactOptions)}.{nameof(CompactOptions.ExampleInput)}, or turn {nameof(CompactOptions.Verify)} off.";

    private static readonly long[] Extents = [8, 16, 28, 32, 64, 96, 128, 224, 256, 299];

    /// <summary>Random numbers of the smallest shape that fits; the program's own random numbers go on as if nothing happened.</summary>
    /// <exception cref="InvalidOperationException">The model takes several inputs, or no shape was found.</exception>
    public static Tensor Make(LinkedModel model) => OfShape(model, Shape(model.Groups.Graph));

    /// <summary>Random numbers of a shape, of the model's type and on its device.</summary>
    public static Tensor OfShape(LinkedModel model, long[] shape)
    {
        var like = model.Live.Tensors.First(t => !t.IsBuffer).Tensor;
        using var generator = new Generator(0, CPU);
        return randn(shape, ScalarType.Float32, CPU, generator: generator).to(like.dtype, like.device);
    }

    /// <summary>The smallest shape that fits: two examples, and one extent for all axes of which the layers say nothing.</summary>
    public static long[] Shape(Graph graph)
    {
        if (graph.Inputs is not [{ Type: { Count: > 0 } type }])
        {
            throw new InvalidOperationException($"No input could be made for the comparison: the model takes {graph.Inputs.Count} tensors, or nothing is known of their axes. {Ask}");
        }

        var axes = type.Axes.Select(a => a.Extent).ToList();
        var known = Known(graph);
        if (axes.Count == 1 && !type.HasRank)
        {
            axes.Insert(0, 2);
        }
        else if (axes.Count > 1 && axes[0].Symbols().SingleOrDefault() is { } batch)
        {
            known.TryAdd(batch, 2);
        }

        var free = axes.SelectMany(a => a.Symbols()).Where(s => !known.ContainsKey(s)).ToHashSet(StringComparer.Ordinal);
        foreach (var extent in free.Count == 0 ? [1] : Extents)
        {
            Size? Value(string symbol) => free.Contains(symbol) ? extent : known.TryGetValue(symbol, out var n) ? n : null;
            if (Fits(graph, Value))
            {
                return [.. axes.Select(a => a.Substitute(Value).IsConstant(out var n) ? n : throw new InvalidOperationException($"The extent {a} of the input is not known. {Ask}"))];
            }
        }

        throw new InvalidOperationException($"No input could be made for the comparison: no image of up to {Extents[^1]} x {Extents[^1]} fits every layer. {Ask}");
    }

    // What layers say directly: the last axis is 12, the channels are 3.
    private static Dictionary<string, long> Known(Graph graph)
    {
        var known = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (left, right) in graph.Solver.Assumptions.SelectMany(a => new[] { (a.Left, a.Right), (a.Right, a.Left) }))
        {
            if (left.Symbols().ToList() is [var symbol] && left.Equals(Size.Symbol(symbol)) && right.IsConstant(out var value))
            {
                known.TryAdd(symbol, value);
            }
        }

        return known;
    }

    private static bool Fits(Graph graph, Func<string, Size?> value) =>
        graph.Solver.Assumptions.All(a => Size.AreEqual(a.Left.Substitute(value), a.Right.Substitute(value)) != false)
        && graph.Nodes.SelectMany(n => n.Outputs).SelectMany(o => o.Type.Axes).All(a => !a.Extent.Substitute(value).IsConstant(out var n) || n > 0);
}
