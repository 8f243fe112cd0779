using CsCheck;

namespace PrunableModels.Core.Tests;

/// <summary>Texts that mean something in languages for graphs, and any other texts.</summary>
internal static class Labels
{
    private static readonly string[] Pieces =
    [
        "a", "end", "graph", "node", "subgraph", "style", "click", "\"", "'", "`", "\\", "\\n", "\\N", "\n", "\r\n", "\t", "<", ">", "<b>", "<br/>", "&", "&amp;", "&#34;",
        "#", "#quot;", "#35;", ";", ":", "|", "[", "]", "(", ")", "{", "}", "](", "][", "-->", "-", "+", "*", "_", "~", "=", "1.", "2)", "%%", "$$", "@", "www.", "http://x", " ", "ä", "漢", "😀", "\u0001",
    ];

    public static Gen<string> Any { get; } = Gen.OneOf(Gen.Int[0, Pieces.Length - 1].List[0, 8].Select(l => l.Select(i => Pieces[i])).Select(string.Concat), Gen.String);

    /// <summary>A picture of one vertex that leads to itself, in a cluster.</summary>
    public static Picture Of(string text, string id = "a") => new(
        text,
        [new PictureNode(id, text, PictureShape.Box, PicturePalette.Plain) { Cluster = id, Tooltip = text }],
        [new PictureEdge(id, id, text)],
        [new PictureCluster(id, text, PicturePalette.Frame)]);

    /// <summary>What is left of a text: line breaks and tabs are alike, and what cannot be shown is replaced.</summary>
    public static string Shown(string text) => string.Concat(text.Replace("\r\n", "\n", StringComparison.Ordinal).Select(c => c switch
    {
        '\n' or '\r' => '\n',
        '\t' => ' ',
        _ when char.IsControl(c) => '\uFFFD',
        _ => c,
    }));
}
