using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests.Completeness;

/// <summary>
/// A run of the model without some positions of its tensors. A LayerNorm goes on counting what was removed as zeros, as the compact
/// model's does; all else computes with what is left.
/// </summary>
/// <param name="cuts">What is cut away.</param>
/// <param name="layers">The model's layers.</param>
internal sealed class NarrowedRun(IEnumerable<Cut> cuts, IReadOnlyList<Layer> layers) : IRun
{
    private readonly Dictionary<Layer, Tensor> norms = [];
    private readonly List<(Tensor Tensor, Tensor Original)> originals = [];
    private readonly LayerFields fields = new();

    /// <summary>The layers that were called, in order: the last one is where the run ended.</summary>
    public List<Layer> Called { get; } = [];

    /// <summary>Narrows the tensors; false where nothing would be left of one.</summary>
    public bool Prepare()
    {
        using var gradients = no_grad();
        var removed = cuts.Where(c => c.Positions.Count > 0)
            .GroupBy(c => c.Place, c => c.Positions)
            .ToDictionary(g => g.Key, g => g.SelectMany(p => p).ToHashSet());
        foreach (var (place, positions) in removed)
        {
            var left = LongRange(place.Stored.Tensor.shape[place.Axis]).Where(p => !positions.Contains(p)).ToArray();
            if (left.Length == 0)
            {
                return false;
            }

            foreach (var norm in layers.Where(l => l.Module is LayerNorm && l.Writes.Count > 0 && l.Writes[0] == place))
            {
                norms[norm] = tensor(left).DetachFromDisposeScope();
            }
        }

        // A LayerNorm keeps its parameters, for it goes on over the whole width.
        var whole = norms.Keys.SelectMany(n => n.Writes).ToHashSet();
        foreach (var (place, positions) in removed.Where(r => !whole.Contains(r.Key)))
        {
            var stored = place.Stored.Tensor;
            var left = LongRange(stored.shape[place.Axis]).Where(p => !positions.Contains(p)).ToArray();
            originals.Add((stored, stored.detach().DetachFromDisposeScope()));
            stored.set_(stored.detach().index_select(place.Axis, tensor(left)));
        }

        fields.Fit(layers.Where(l => l.Writes.Concat(l.Reads).Any(removed.ContainsKey)), removed);
        return true;
    }

    /// <inheritdoc/>
    public Tensor Enter(Layer layer, Tensor input)
    {
        Called.Add(layer);
        Check(layer, input);
        if (!norms.TryGetValue(layer, out var left))
        {
            return input;
        }

        var width = ((LayerNorm)layer.Module!).normalized_shape[0];
        return zeros([.. input.shape[..^1], width], input.dtype).index_copy_(-1, left, input);
    }

    /// <inheritdoc/>
    public Tensor Leave(Layer layer, Tensor output) => norms.TryGetValue(layer, out var left) ? output.index_select(-1, left) : output;

    /// <summary>Everything as it was.</summary>
    public void Restore()
    {
        using var gradients = no_grad();
        foreach (var (stored, original) in Enumerable.Reverse(originals))
        {
            stored.set_(original);
        }

        fields.Restore();
    }

    // What the layer itself would refuse, told without the cost of a native error.
    private void Check(Layer layer, Tensor input)
    {
        var axis = layer.ChannelAxis < 0 ? layer.ChannelAxis + input.dim() : layer.ChannelAxis;
        var place = layer.PassesOn ? layer.Writes.FirstOrDefault() : layer.Reads.FirstOrDefault();
        if (place is null || axis < 0 || axis >= input.dim())
        {
            return;
        }

        var expected = norms.TryGetValue(layer, out var left) ? left.shape[0] : place.Stored.Tensor.shape[place.Axis] * layer.Groups;
        if (input.shape[axis] != expected)
        {
            throw new InvalidOperationException($"{layer} expects {expected} channels and gets {input.shape[axis]}.");
        }
    }

    private static IEnumerable<long> LongRange(long count) => Enumerable.Range(0, (int)count).Select(i => (long)i);
}
