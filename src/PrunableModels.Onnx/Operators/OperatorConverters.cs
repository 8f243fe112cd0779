using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Onnx;

/// <summary>From the operators of <see cref="Core.OperatorTable"/> to those of ONNX: one line each.</summary>
internal static partial class OperatorConverters
{
    /// <summary>Converts a node to the values of its results.</summary>
    public delegate IReadOnlyList<OnnxValue> Converter(NodeConversion node);

    /// <summary>The converters by the operators' names.</summary>
    public static IReadOnlyDictionary<string, Converter> Table { get; } = Lines().ToDictionary(l => l.Name, l => l.Convert, StringComparer.Ordinal);

    private static IEnumerable<(string Name, Converter Convert)> Lines() =>
    [
        .. Affine(),
        .. Norms(),
        .. Pools(),
        .. Elements(),
        .. Arithmetic(),
        .. Choices(),
        .. Shapes(),
        .. Parts(),
        .. Copies(),
        .. Reductions(),
        .. Sources(),
        .. Attention(),
        .. Recurrent(),
        .. Native(),
    ];

    private static (string Name, Converter Convert) One(string name, Func<NodeConversion, OnnxValue> convert) => (name, n => [convert(n)]);

    private static IEnumerable<(string Name, Converter Convert)> Each(IEnumerable<string> names, Func<NodeConversion, OnnxValue> convert) => names.Select(name => One(name, convert));

    private static IEnumerable<(string Name, Converter Convert)> ForAxes(int least, int most, string name, Func<NodeConversion, int, OnnxValue> convert) =>
        Enumerable.Range(least, most - least + 1).Select(axes => One(string.Format(System.Globalization.CultureInfo.InvariantCulture, name, axes), n => convert(n, axes)));
}
