using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace PrunableModels.Core;

/// <summary>Writes what is done to each module of a list in turn as a loop.</summary>
internal static class LoopFolding
{
    private const string Placeholder = "\u0001";

    public static List<string> Fold(List<string> lines, IReadOnlyList<Field> fields, Variables variables)
    {
        foreach (var field in fields)
        {
            if (field.Value is ContainerInitializer container && container.Values.Count() is > 1 and var count)
            {
                Fold(lines, field.Name.Identifier, count, variables);
            }
        }

        return lines;
    }

    private static void Fold(List<string> lines, string list, int count, Variables variables)
    {
        var start = lines.FindIndex(l => Item(list, 0).IsMatch(l));
        var next = lines.FindIndex(l => Item(list, 1).IsMatch(l));
        var period = next - start;
        if (start < 0 || period <= 0 || start + (period * count) > lines.Count)
        {
            return;
        }

        var body = Turn(lines, start, period, list, 0);
        for (var i = 1; i < count; i++)
        {
            if (!Turn(lines, start + (i * period), period, list, i).SequenceEqual(body))
            {
                return;
            }
        }

        var name = variables.Reserve(Identifiers.Singular(list) is var one && one != list ? one : "module");
        lines.RemoveRange(start, period * count);
        lines.InsertRange(start, [$"foreach (var {name} in {list})", "{", .. body.Select(l => "    " + l.Replace(Placeholder, $"{name}.")), "}", ""]);
    }

    private static List<string> Turn(List<string> lines, int start, int period, string list, int index) =>
        [.. lines.GetRange(start, period).Select(l => Item(list, index).Replace(l, Placeholder))];

    private static Regex Item(string list, int index) =>
        new($@"(?<![\w@]){Regex.Escape(list)}\[{index.ToString(CultureInfo.InvariantCulture)}\]\.");
}
