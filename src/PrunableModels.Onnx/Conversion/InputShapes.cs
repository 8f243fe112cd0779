using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;

namespace PrunableModels.Onnx;

/// <summary>The shapes that a model is executed on.</summary>
internal static class InputShapes
{
    /// <summary>The shapes that the options give, with a symbol for the batch if it may be any.</summary>
    public static IReadOnlyList<IReadOnlyList<Size>> Of(OnnxOptions options, bool isDynamic) => WithBatch(options, isDynamic ? Size.Symbol(OnnxAxes.Batch) : Batch(options));

    /// <summary>The shapes that the options give, with another batch.</summary>
    public static IReadOnlyList<IReadOnlyList<Size>> WithBatch(OnnxOptions options, Size batch) =>
        [.. options.Inputs.Select(i => (IReadOnlyList<Size>)[.. i.Shape.Select((extent, axis) => axis == 0 && extent == Batch(options) ? batch : Size.Constant(extent))])];

    /// <summary>The batch that the options give.</summary>
    public static long Batch(OnnxOptions options) => options.Inputs.Select(i => i.Shape.FirstOrDefault()).FirstOrDefault();
}
