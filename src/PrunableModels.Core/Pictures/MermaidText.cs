using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace PrunableModels.Core;

/// <summary>
/// Any text in Mermaid: in quotes, and by its number whatever is special to Mermaid or to the HTML and Markdown that it makes of a
/// text: all but letters and a few marks, and these where they would begin a list, a link or an indented line.
/// </summary>
internal static class MermaidText
{
    private static readonly Regex Special = new(
        @"[^\p{L}\p{M}\p{Nd}\p{Cs} .,/+=?!'()\[\]{}|;>_-]|^[ +=>-]|(?<![\p{L}\p{Nd}])_|_(?![\p{L}\p{Nd}])|(?<=^\d+)[.)]|(?<=\])[\[(]|(?<=www)\.", RegexOptions.CultureInvariant);

    /// <summary>What is to be read.</summary>
    public static string Label(string text) => text.Length == 0 ? "\"#32;\"" : $"\"{string.Join("<br/>", PictureText.Readable(text).Split('\n').Select(Escaped))}\"";

    /// <summary>What is told where one points at something: that is read as HTML once more.</summary>
    public static string Tooltip(string text) => Label(text.Replace("&", "&amp;").Replace("<", "&lt;"));

    private static string Escaped(string line) => Special.Replace(line, m => $"#{((int)m.Value[0]).ToString(CultureInfo.InvariantCulture)};");
}
