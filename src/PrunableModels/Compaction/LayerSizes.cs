using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using PrunableModels.Core;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>The sizes that layers hold as numbers beside their tensors, set to what the tensors have become.</summary>
internal sealed class LayerSizes(LinkedModel model, Tensor mask)
{
    private readonly List<Action> restore = [];
    private readonly Remaining remaining = new(model, mask);

    /// <summary>Sets the sizes of every layer with a tensor among those that were cut, of those that have sizes and no tensors, and of fields of the user's modules.</summary>
    public void Set(IReadOnlyList<TensorCut> cuts)
    {
        var paths = cuts.Select(c => c.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var layer in model.Live.Modules.Where(m => m.Module is InstanceNorm or GroupNorm || m.Own.Any(o => paths.Contains(o.Tensor.Path))))
        {
            switch (layer.Module)
            {
                case Linear linear:
                    Set(linear);
                    break;
                case Bilinear bilinear:
                    Set(bilinear);
                    break;
                case Convolution convolution:
                    Set(convolution, Groups(layer, convolution));
                    break;
                case PReLU relu:
                    Set(ref Parameters(relu), relu.weight.shape[0], n => Parameters(relu) = n);
                    break;
                case InstanceNorm norm:
                    Set(ref Features(norm), Channels(layer) is { } features ? remaining.Of(features, norm.num_features) : norm.num_features, n => Features(norm) = n);
                    break;
                case GroupNorm norm:
                    Set(norm, Channels(layer));
                    break;
                case NormBase norm:
                    Set(ref Features(norm), norm.weight?.shape[0] ?? norm.running_mean!.shape[0], n => Features(norm) = n);
                    break;
            }
        }

        foreach (var (source, axis) in model.Groups.Graph.FieldExtents)
        {
            Set(source, model.Groups.Graph.Solver.Resolve(axis));
        }
    }

    /// <summary>Every size as it was.</summary>
    public void Restore() => restore.ForEach(r => r());

    private void Set(FieldSource source, AxisType axis)
    {
        if (axis.Extent.IsConstant(out var extent) && remaining.Of(axis, extent) is var left && left != extent && NumberField.Find(((LiveModule)source.Owner).Module, source.Field) is { } field)
        {
            restore.Add(() => field.Value = extent);
            field.Value = left;
        }
    }

    private void Set(Linear linear)
    {
        var (input, output) = (linear.in_features, linear.out_features);
        restore.Add(() => (linear.in_features, linear.out_features) = (input, output));
        (linear.in_features, linear.out_features) = (linear.weight.shape[1], linear.weight.shape[0]);
    }

    private void Set(Bilinear layer)
    {
        var (first, second, output) = (layer.in1_features, layer.in2_features, layer.out_features);
        restore.Add(() => (layer.in1_features, layer.in2_features, layer.out_features) = (first, second, output));
        (layer.out_features, layer.in1_features, layer.in2_features) = (layer.weight.shape[0], layer.weight.shape[1], layer.weight.shape[2]);
    }

    private void Set(GroupNorm norm, AxisType? channels)
    {
        if (channels is not null && channels.Extent.IsConstant(out var extent))
        {
            var before = norm.num_groups;
            restore.Add(() => norm.num_groups = before);
            norm.num_groups = remaining.Of(channels, extent) * before / extent;
        }
    }

    private void Set(Convolution convolution, long groups)
    {
        var before = convolution.groups;
        restore.Add(() => convolution.groups = before);
        convolution.groups = groups;
        var (first, second) = (convolution.weight.shape[0], groups * convolution.weight.shape[1]);
        var isTransposed = convolution is ConvolutionTranspose;
        Set(ref InChannels(convolution), isTransposed ? first : second, n => InChannels(convolution) = n);
        Set(ref OutChannels(convolution), isTransposed ? second : first, n => OutChannels(convolution) = n);
    }

    private void Set(ref long field, long value, Action<long> set)
    {
        var before = field;
        restore.Add(() => set(before));
        field = value;
    }

    // Depth-wise, every group is a channel of the input, so there are as many groups as that has channels left.
    private long Groups(LiveModule layer, Convolution convolution)
    {
        var call = model.Groups.Graph.Nodes.FirstOrDefault(n => n.Layer == layer);
        return convolution.groups == 1 || convolution.groups != convolution.in_channels || call?.Operands[0]?.Type.FromEnd(convolution.kernel_size.Length) is not { } channels
            ? convolution.groups
            : remaining.Of(model.Groups.Graph.Solver.Resolve(channels), convolution.in_channels);
    }

    // The channels that a normalisation is given, the second axis from the front.
    private AxisType? Channels(LiveModule layer) =>
        model.Groups.Graph.Nodes.FirstOrDefault(n => n.Layer == layer)?.Operands[0] is { Type: { HasRank: true, Count: >= 2 } type }
            ? model.Groups.Graph.Solver.Resolve(type.Axes[1])
            : null;

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<in_channels>k__BackingField")]
    private static extern ref long InChannels(Convolution convolution);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<out_channels>k__BackingField")]
    private static extern ref long OutChannels(Convolution convolution);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<num_parameters>k__BackingField")]
    private static extern ref long Parameters(PReLU relu);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<num_features>k__BackingField")]
    private static extern ref long Features(NormBase norm);
}
