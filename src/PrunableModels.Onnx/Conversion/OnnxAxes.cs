using PrunableModels.Core;

namespace PrunableModels.Onnx;

/// <summary>Axes of inputs and outputs.</summary>
internal static class OnnxAxes
{
    /// <summary>The name of the axis that may have another extent with every call.</summary>
    public const string Batch = "batch";

    /// <summary>The extent, the batch, or an axis of which nothing is said.</summary>
    public static AxisMessage Of(Size extent) => extent.IsConstant(out var known) ? new(known, null) : new(null, extent.Equals(Size.Symbol(Batch)) ? Batch : null);
}
