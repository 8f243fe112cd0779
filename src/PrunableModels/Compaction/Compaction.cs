using System.Collections.Generic;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>A compaction that is done.</summary>
/// <param name="Before">The map that the mask is over; freed once every listener has seen it.</param>
/// <param name="Keep">The mask, bool.</param>
/// <param name="Cuts">What was cut; the index tensors live as long as the call.</param>
internal sealed record Compaction(StructureMap Before, Tensor Keep, IReadOnlyList<TensorCut> Cuts)
{
    public required IReadOnlyList<GroupWidth> Widths { get; init; }

    public required SizeChange Parameters { get; init; }

    /// <summary>The parameters that are other objects than before, for which optimizers have to be told.</summary>
    public required IReadOnlyList<ReplacedParameter> Replaced { get; init; }

    public SizeChange? Macs { get; init; }

    /// <summary>The segments that were erased before.</summary>
    public IReadOnlyList<string> Erased { get; init; } = [];

    /// <summary>The shape of the input for which the multiply-adds are counted; null where none was known.</summary>
    public IReadOnlyList<long>? InputShape { get; init; }

    public double LargestDifference { get; init; } = double.NaN;
}
