namespace PrunableModels.Core.Tests;

/// <summary>A graph that was read from DOT: what is declared in it, each with its attributes.</summary>
internal sealed class DotGraph
{
    /// <summary>The vertices that have a statement of their own.</summary>
    public Dictionary<string, Dictionary<string, string>> Nodes { get; } = new(StringComparer.Ordinal);

    /// <summary>The cluster in which each of them stands; empty for the graph itself.</summary>
    public Dictionary<string, string> Places { get; } = new(StringComparer.Ordinal);

    /// <summary>The edges.</summary>
    public List<(string From, string To, Dictionary<string, string> Attributes)> Edges { get; } = [];

    /// <summary>The subgraphs, and the graph itself by an empty name.</summary>
    public Dictionary<string, Dictionary<string, string>> Clusters { get; } = new(StringComparer.Ordinal);

    /// <summary>A label as Graphviz shows it.</summary>
    public static string Shown(string label)
    {
        var (text, i) = ("", 0);
        while (i < label.Length)
        {
            var isEscape = label[i] == '\\';
            text += !isEscape ? label[i] : label[i + 1] switch { 'n' => '\n', '\\' => '\\', var other => throw new FormatException($"\\{other} would be replaced by something") };
            i += isEscape ? 2 : 1;
        }

        return text.Replace("&amp;", "&", StringComparison.Ordinal);
    }
}
