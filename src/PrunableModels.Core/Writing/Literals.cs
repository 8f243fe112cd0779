using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>Arguments that are no tensors, as C# writes them.</summary>
internal static class Literals
{
    // Enumerations by the name of the argument; the program keeps the member's name alone.
    private static readonly Dictionary<string, string> Enumerations = new(StringComparer.Ordinal)
    {
        ["nonLinearity"] = "NonLinearities",
        ["padding"] = "Padding",
        ["padding_mode"] = "PaddingModes",
        ["pad.mode"] = "PaddingModes",
        ["interpolate.mode"] = "InterpolationMode",
        ["mode"] = "UpsampleMode",
        ["approximate"] = "TorchSharp.Modules.GELU.Approximate",
        ["rounding_mode"] = "RoundingMode",
        ["dtype"] = "ScalarType",
        ["type"] = "ScalarType",
    };

    /// <summary>The code of a value that is a literal, or null.</summary>
    public static Code? Of(Value value, IReadOnlyList<string> hint, bool isReal = false) => value switch
    {
        Value.Integer i => i.Size.IsConstant(out var n) ? Number(n.ToString(CultureInfo.InvariantCulture), hint, isReal) : null,
        Value.Number n => Number(Real(n.Literal), hint, isReal: true),
        Value.Flag f => f.Value ? "true" : "false",
        Value.Text t => Text(t.Value, hint),

        // The only state of a module that a program reads without knowing it.
        Value.Symbol { Key: "training" } => "training",
        _ => null,
    };

    /// <summary>Whether two texts are the same number or the same text.</summary>
    public static bool AreEqual(string left, string right) =>
        left == right || (double.TryParse(left, NumberStyles.Float, CultureInfo.InvariantCulture, out var a)
            && double.TryParse(right, NumberStyles.Float, CultureInfo.InvariantCulture, out var b) && a.Equals(b));

    private static Code Number(string text, IReadOnlyList<string> hint, bool isReal) => Code.Of(new CodePart.Literal(new(hint, text, isReal)));

    private static string Real(string literal) => literal switch
    {
        "NaN" => "double.NaN",
        "Infinity" or "∞" => "double.PositiveInfinity",
        "-Infinity" or "-∞" => "double.NegativeInfinity",
        _ => literal,
    };

    private static Code Text(string text, IReadOnlyList<string> hint) =>
        Enumerations.TryGetValue(string.Join(".", hint.Skip(hint.Count - 2)), out var enumeration) || Enumerations.TryGetValue(hint[hint.Count - 1], out enumeration)
            ? $"{enumeration}.{text.Substring(text.LastIndexOf('.') + 1)}"
            : "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "\\r") + "\"";
}
