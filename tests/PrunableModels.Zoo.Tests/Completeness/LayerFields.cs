using System.Runtime.CompilerServices;
using TorchSharp.Modules;

namespace PrunableModels.Zoo.Tests.Completeness;

/// <summary>The numbers beside the tensors of layers, set to what the tensors have become.</summary>
internal sealed class LayerFields
{
    private readonly Stack<Action> undo = new();

    /// <summary>Sets the numbers of layers whose tensors were narrowed.</summary>
    public void Fit(IEnumerable<Layer> layers, Dictionary<Place, HashSet<long>> removed)
    {
        foreach (var layer in layers)
        {
            switch (layer.Module)
            {
                case Linear linear:
                    var (inputs, outputs) = (linear.in_features, linear.out_features);
                    undo.Push(() => (linear.in_features, linear.out_features) = (inputs, outputs));
                    (linear.in_features, linear.out_features) = (linear.weight.shape[1], linear.weight.shape[0]);
                    break;
                case Convolution convolution:
                    Fit(convolution, layer.PassesOn);
                    break;
                case GroupNorm norm:
                    // Only whole groups can go.
                    var (groups, left) = (norm.num_groups, norm.weight.shape[0]);
                    var width = left + removed[layer.Writes[0]].Count;
                    undo.Push(() => norm.num_groups = groups);
                    norm.num_groups = groups * left % width == 0 ? groups * left / width : groups;
                    break;
                case NormBase norm when layer.Writes.Count > 0:
                    var features = Features(norm);
                    undo.Push(() => Features(norm) = features);
                    Features(norm) = layer.Width;
                    break;
            }
        }
    }

    /// <summary>Every number as it was.</summary>
    public void Restore()
    {
        while (undo.TryPop(out var action))
        {
            action();
        }
    }

    private void Fit(Convolution convolution, bool isDepthwise)
    {
        var (groups, inputs, outputs) = (convolution.groups, InChannels(convolution), OutChannels(convolution));
        undo.Push(() => (convolution.groups, InChannels(convolution), OutChannels(convolution)) = (groups, inputs, outputs));
        convolution.groups = isDepthwise ? convolution.weight.shape[0] : groups;
        var (first, second) = (convolution.weight.shape[0], convolution.groups * convolution.weight.shape[1]);
        (InChannels(convolution), OutChannels(convolution)) = convolution is ConvolutionTranspose ? (first, second) : (second, first);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<in_channels>k__BackingField")]
    private static extern ref long InChannels(Convolution convolution);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<out_channels>k__BackingField")]
    private static extern ref long OutChannels(Convolution convolution);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<num_features>k__BackingField")]
    private static extern ref long Features(NormBase norm);
}
