namespace PrunableModels.Core;

/// <summary>Any text in DOT. In quotes a word is never a keyword, and nothing has a meaning but quotes, backslashes, and entities, which stand for characters.</summary>
internal static class DotText
{
    /// <summary>The text in quotes.</summary>
    public static string Quoted(string text) =>
        $"\"{PictureText.Readable(text).Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("&", "&amp;")}\"";
}
