using System;
using System.Collections.Generic;
using TorchSharp;

namespace PrunableModels;

/// <summary>How a model is compacted, or its normalisations are folded.</summary>
public sealed record CompactOptions
{
    /// <summary>Whether the model is run before and after and the outputs are compared: the zeroed and the compact one. It is left as it was where they differ.</summary>
    public bool Verify { get; init; } = true;

    /// <summary>The input on which they are run; null for one that is made from what the model's layers take.</summary>
    public torch.Tensor? ExampleInput { get; init; }

    /// <summary>
    /// Runs the model and returns the outputs to compare, for models that do not take one tensor and return tensors. Both runs have
    /// to see the same input.
    /// </summary>
    public Func<IReadOnlyList<torch.Tensor>>? Run { get; init; }

    /// <summary>The largest difference that is put down to rounding, as a share of the largest output; null for the default of the outputs' type: 1e-4 for 32-bit floats.</summary>
    public double? Tolerance { get; init; }
}
