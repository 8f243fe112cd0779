using System;
using System.Collections.Generic;

namespace PrunableModels.Onnx;

/// <summary>How a model is exported.</summary>
public sealed class OnnxOptions
{
    /// <summary>Every input that is a tensor, in the order of <c>forward</c>.</summary>
    public required IReadOnlyList<OnnxInput> Inputs { get; init; }

    /// <summary>
    /// Whether the first axis of the inputs may have another extent with every call, wherever the model itself takes any. It has to be the
    /// same of all inputs that have the same one here.
    /// </summary>
    public bool DynamicBatch { get; init; } = true;

    /// <summary>The outputs' names in the file; empty for <c>output</c>, or <c>output1</c> and so on.</summary>
    public IReadOnlyList<string> OutputNames { get; init; } = Array.Empty<string>();
}
