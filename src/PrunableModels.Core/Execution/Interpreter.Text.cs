using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace PrunableModels.Core;

/// <content>Text that is put together, such as the names of modules.</content>
internal sealed partial class Interpreter
{
    private const int LongestText = 10_000;

    // Null where it is no function of text, or the text is not known.
    private static Value? OfText(string function, IReadOnlyList<Value> arguments)
    {
        if (!string.Equals(function, "string.Concat", StringComparison.OrdinalIgnoreCase))
        {
            return function.StartsWith("String.", StringComparison.Ordinal) && arguments.Count > 0 ? OfKnownText(function.Substring(7), arguments) : null;
        }

        var parts = arguments.Select(AsText).ToList();
        return parts.Contains(null) || parts.Sum(p => p!.Length) > LongestText ? null : new Value.Text(string.Concat(parts));
    }

    // What selections by name use; ordinal as C# compares text, or as the argument says. The letter i differs between cultures.
    private static Value? OfKnownText(string function, IReadOnlyList<Value> arguments) => (function, arguments) switch
    {
        ("ToLower" or "ToLowerInvariant", [Value.Text t]) when function == "ToLowerInvariant" || !t.Value.Contains('I') => new Value.Text(t.Value.ToLowerInvariant()),
        ("ToUpper" or "ToUpperInvariant", [Value.Text t]) when function == "ToUpperInvariant" || !t.Value.Contains('i') => new Value.Text(t.Value.ToUpperInvariant()),
        ("Trim", [Value.Text t]) => new Value.Text(t.Value.Trim()),
        ("Equals", [Value.Text a, Value.Text b]) => new Value.Flag(a.Value == b.Value),
        ("Equals", [Value.Text a, Value.Text b, Value.Text { Value: "Ordinal" or "OrdinalIgnoreCase" } how]) => new Value.Flag(string.Equals(a.Value, b.Value, Comparison(how))),
        ("IsNullOrEmpty", [Value.Text t]) => new Value.Flag(t.Value.Length == 0),
        ("IsNullOrEmpty" or "IsNullOrWhiteSpace", [Value.Null]) => new Value.Flag(true),
        ("IsNullOrWhiteSpace", [Value.Text t]) => new Value.Flag(string.IsNullOrWhiteSpace(t.Value)),
        ("Contains", [Value.Text a, Value.Text b]) => new Value.Flag(a.Value.Contains(b.Value)),
        ("StartsWith", [Value.Text a, Value.Text b, Value.Text { Value: "Ordinal" or "OrdinalIgnoreCase" } how]) => new Value.Flag(a.Value.StartsWith(b.Value, Comparison(how))),
        ("EndsWith", [Value.Text a, Value.Text b, Value.Text { Value: "Ordinal" or "OrdinalIgnoreCase" } how]) => new Value.Flag(a.Value.EndsWith(b.Value, Comparison(how))),
        ("StartsWith", [Value.Text a, Value.Text b]) when IsPlain(a.Value) && IsPlain(b.Value) => new Value.Flag(a.Value.StartsWith(b.Value, StringComparison.Ordinal)),
        ("EndsWith", [Value.Text a, Value.Text b]) when IsPlain(a.Value) && IsPlain(b.Value) => new Value.Flag(a.Value.EndsWith(b.Value, StringComparison.Ordinal)),
        _ => null,
    };

    // Of letters and digits alone no culture makes anything else.
    private static bool IsPlain(string text) => text.All(c => c < 128 && (char.IsLetterOrDigit(c) || c is '_' or '-'));

    private static StringComparison Comparison(Value.Text how) => how.Value == "Ordinal" ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    // A size of an axis is another text once structures are removed, and a number with fractions is printed by the culture.
    private static string? AsText(Value value) => value switch
    {
        Value.Text t => t.Value,
        Value.Null => "",
        Value.Flag f => f.Value ? "True" : "False",
        Value.Integer { Axis: null } i when i.Size.IsConstant(out var n) => n.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };
}
