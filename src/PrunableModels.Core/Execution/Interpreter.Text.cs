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
            return null;
        }

        var parts = arguments.Select(AsText).ToList();
        return parts.Contains(null) || parts.Sum(p => p!.Length) > LongestText ? null : new Value.Text(string.Concat(parts));
    }

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
