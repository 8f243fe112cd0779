using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests.Completeness;

/// <summary>
/// A run with some channels at zero. It sees at every layer which channels of the input have become zero through that, and sets
/// what a layer that passes them on would add there to zero, too.
/// </summary>
/// <param name="zeros">What is set to zero beforehand.</param>
/// <param name="alive">The channels that are not zero in the model as it is; empty for a run that finds out which are.</param>
internal sealed class ZeroedRun(IEnumerable<Cut> zeros, Dictionary<Layer, Tensor> alive) : IRun
{
    private readonly List<(Tensor Tensor, Tensor Original)> originals = [];

    /// <summary>Which channels of a layer's input are zero in every call, as a mask.</summary>
    public Dictionary<Layer, Tensor> Found { get; } = [];

    /// <summary>Sets the channels to zero.</summary>
    public ZeroedRun Prepare()
    {
        Zero(zeros);
        return this;
    }

    /// <inheritdoc/>
    public Tensor Enter(Layer layer, Tensor input)
    {
        var axis = (int)(layer.ChannelAxis < 0 ? layer.ChannelAxis + input.dim() : layer.ChannelAxis);
        if ((layer.Reads.Count == 0 && !layer.PassesOn) || axis < 0 || axis >= input.dim() || !input.is_floating_point())
        {
            return input;
        }

        var isZero = input.transpose(0, axis).flatten(1).eq(0).all(1);
        isZero = alive.TryGetValue(layer, out var before) ? isZero & before : isZero;
        Found[layer] = (Found.TryGetValue(layer, out var found) ? found & isZero : isZero).DetachFromDisposeScope();
        if (layer.PassesOn && alive.Count > 0)
        {
            Zero(layer.CutOutput(Channels(layer)));
        }

        return input;
    }

    /// <inheritdoc/>
    public Tensor Leave(Layer layer, Tensor output) => output;

    /// <summary>The channels of a layer's input that have become zero.</summary>
    public IReadOnlySet<long> Channels(Layer layer) =>
        Found.TryGetValue(layer, out var mask) ? mask.nonzero().squeeze(1).data<long>().ToHashSet() : new HashSet<long>();

    /// <summary>Everything as it was.</summary>
    public void Restore()
    {
        using var gradients = no_grad();
        foreach (var (tensor, original) in Enumerable.Reverse(originals))
        {
            tensor.copy_(original);
        }
    }

    private void Zero(IEnumerable<Cut> cuts)
    {
        using var gradients = no_grad();
        foreach (var cut in cuts.Where(c => !c.Place.Stored.IsBuffer && c.Positions.Count > 0))
        {
            originals.Add((cut.Place.Stored.Tensor, cut.Place.Stored.Tensor.clone().DetachFromDisposeScope()));
            cut.Place.Stored.Tensor.index_fill_(cut.Place.Axis, tensor(cut.Positions.ToArray()), 0);
        }
    }
}
