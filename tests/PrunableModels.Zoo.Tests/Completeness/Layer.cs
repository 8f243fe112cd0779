using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests.Completeness;

/// <summary>A layer as the search sees it: what makes its output's channels, and what reads its input's.</summary>
/// <param name="Name">Its path; of a parameter that no layer owns, the parameter's path and axis.</param>
/// <param name="Module">The layer, or null for a parameter that no layer owns.</param>
/// <param name="Writes">The places with one position for every channel of the output.</param>
/// <param name="Reads">The places with one position for every channel of the input, in each of <paramref name="Groups"/>.</param>
/// <param name="ChannelAxis">The input's axis of channels; from the end where it is negative.</param>
internal sealed record Layer(string Name, nn.Module<Tensor, Tensor>? Module, IReadOnlyList<Place> Writes, IReadOnlyList<Place> Reads, int ChannelAxis)
{
    /// <summary>Into how many parts the input's channels are divided.</summary>
    public long Groups { get; init; } = 1;

    /// <summary>Whether channel for channel of the input becomes one of the output, as in a normalisation.</summary>
    public bool PassesOn { get; init; }

    /// <summary>How many channels the output has; 0 where that follows from the input alone.</summary>
    public long Width => Writes.Count == 0 ? 0 : Writes[0].Stored.Tensor.shape[Writes[0].Axis];

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The cuts of the output's channels.</summary>
    public IEnumerable<Cut> CutOutput(IReadOnlySet<long> channels) => Writes.Select(p => new Cut(p, channels));

    /// <summary>The cuts that take channels from the input; none where they are not the same in every group.</summary>
    public IEnumerable<Cut> CutInput(IReadOnlySet<long> channels)
    {
        if (PassesOn || Reads.Count == 0)
        {
            return PassesOn ? CutOutput(channels) : [];
        }

        var width = Reads[0].Stored.Tensor.shape[Reads[0].Axis];
        var inGroup = channels.Select(c => Groups == 1 ? c : c % width).ToHashSet();
        return inGroup.Count * Groups == channels.Count ? Reads.Select(p => new Cut(p, inGroup)) : [];
    }
}
