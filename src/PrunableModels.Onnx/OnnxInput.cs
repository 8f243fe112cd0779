using System.Collections.Generic;
using TorchSharp;

namespace PrunableModels.Onnx;

/// <summary>An input of a model that is exported.</summary>
/// <param name="shape">Its shape, with the batch.</param>
public sealed class OnnxInput(params long[] shape)
{
    /// <summary>Its shape, with the batch.</summary>
    public IReadOnlyList<long> Shape { get; } = shape;

    /// <summary>Its name in the file; null for the name of the parameter of <c>forward</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Its type; null for whole numbers where the model looks them up in a table, and else for the type of the model's parameters.</summary>
    public torch.ScalarType? Type { get; init; }
}
