using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using PrunableModels.Core;
using TorchSharp.Modules;

namespace PrunableModels;

/// <summary>The sizes that layers hold as numbers beside their tensors, set to what the tensors have become.</summary>
internal sealed class LayerSizes
{
    private readonly List<Action> restore = [];

    /// <summary>Sets the sizes of every layer with a tensor among those that were cut.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cuts">What was cut.</param>
    /// <param name="widths">How many structures are left of a space.</param>
    public void Set(LinkedModel model, IReadOnlyList<TensorCut> cuts, Func<Space, long?> widths)
    {
        var paths = cuts.Select(c => c.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var layer in model.Live.Modules.Where(m => m.Own.Any(o => paths.Contains(o.Tensor.Path))))
        {
            switch (layer.Module)
            {
                case Linear linear:
                    Set(linear);
                    break;
                case Convolution convolution:
                    Set(convolution, Groups(model.Groups.Graph, layer, convolution, widths));
                    break;
                case NormBase norm:
                    Set(ref Features(norm), norm.weight?.shape[0] ?? norm.running_mean!.shape[0], n => Features(norm) = n);
                    break;
            }
        }
    }

    /// <summary>Every size as it was.</summary>
    public void Restore() => restore.ForEach(r => r());

    private void Set(Linear linear)
    {
        var (input, output) = (linear.in_features, linear.out_features);
        restore.Add(() => (linear.in_features, linear.out_features) = (input, output));
        (linear.in_features, linear.out_features) = (linear.weight.shape[1], linear.weight.shape[0]);
    }

    private void Set(Convolution convolution, long groups)
    {
        var before = convolution.groups;
        restore.Add(() => convolution.groups = before);
        convolution.groups = groups;
        Set(ref InChannels(convolution), groups * convolution.weight.shape[1], n => InChannels(convolution) = n);
        Set(ref OutChannels(convolution), convolution.weight.shape[0], n => OutChannels(convolution) = n);
    }

    private void Set(ref long field, long value, Action<long> set)
    {
        var before = field;
        restore.Add(() => set(before));
        field = value;
    }

    // Depth-wise, every group is a channel of the input, so there are as many groups as that has channels left.
    private static long Groups(Graph graph, LiveModule layer, Convolution convolution, Func<Space, long?> widths)
    {
        var call = graph.Nodes.FirstOrDefault(n => n.Layer == layer);
        return convolution.groups == 1 || convolution.groups != convolution.in_channels || call?.Operands[0]?.Type.FromEnd(convolution.kernel_size.Length) is not { } channels
            ? convolution.groups
            : graph.Solver.Resolve(channels).Terms.Sum(t => t.Factors.Aggregate(1L, (n, f) => n * ((f.Space is { } space ? widths(space) : null) ?? Constant(f.Extent))));
    }

    private static long Constant(Size extent) => extent.IsConstant(out var n) ? n : throw new InvalidOperationException($"The number of channels {extent} is not known.");

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<in_channels>k__BackingField")]
    private static extern ref long InChannels(Convolution convolution);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<out_channels>k__BackingField")]
    private static extern ref long OutChannels(Convolution convolution);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<num_features>k__BackingField")]
    private static extern ref long Features(NormBase norm);
}
