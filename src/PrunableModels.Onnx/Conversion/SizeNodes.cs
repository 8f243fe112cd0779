using System;
using System.Collections.Generic;
using PrunableModels.Core;

namespace PrunableModels.Onnx;

/// <summary>Sizes as lists of one whole number: what is known as a constant, what is not computed from the shapes of tensors.</summary>
/// <param name="builder">Takes the nodes.</param>
/// <param name="source">The tensor and its axis whose extent a symbol is; null where there is none.</param>
internal sealed class SizeNodes(GraphBuilder builder, Func<string, (OnnxValue Tensor, int Axis)?> source) : ISizeArithmetic<OnnxValue>
{
    private readonly Dictionary<string, OnnxValue> symbols = new(StringComparer.Ordinal);

    /// <exception cref="UnknownSizeException">A symbol is the extent of no tensor.</exception>
    public OnnxValue Of(Size size) => size.Compute(this);

    public OnnxValue Constant(long value) => builder.Integers([value]);

    public OnnxValue Symbol(string name)
    {
        if (!symbols.TryGetValue(name, out var known))
        {
            var (tensor, axis) = source(name) ?? throw new UnknownSizeException(name);
            var shape = Node("Shape", tensor);
            known = symbols[name] = Node("Gather", shape, builder.Integers([axis]));
        }

        return known;
    }

    public OnnxValue Add(OnnxValue left, OnnxValue right) => Node("Add", left, right);

    public OnnxValue Multiply(OnnxValue left, OnnxValue right) => Node("Mul", left, right);

    public OnnxValue Divide(OnnxValue dividend, OnnxValue divisor) => Node("Div", dividend, divisor);

    private OnnxValue Node(string @operator, params OnnxValue[] inputs) => builder.Add(@operator, "sizes", inputs, [ElementType.Int64], [])[0];
}

/// <summary>A size that does not follow from the inputs.</summary>
internal sealed class UnknownSizeException(string symbol) : Exception($"the size {symbol} does not follow from the inputs'");
