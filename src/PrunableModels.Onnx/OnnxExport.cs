using System.Collections.Generic;

namespace PrunableModels.Onnx;

/// <summary>What was exported.</summary>
/// <param name="Inputs">The names of the inputs.</param>
/// <param name="Outputs">The names of the outputs.</param>
/// <param name="FixedBatch">Why the first axis of the inputs has to be as it was given; null where it may be any.</param>
/// <param name="Bytes">How large the file is.</param>
public sealed record OnnxExport(IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, string? FixedBatch, long Bytes);
