using System.Globalization;
using System.Text.RegularExpressions;

namespace PrunableModels.Core.Tests;

/// <summary>A flowchart that was read from Mermaid.</summary>
/// <param name="Nodes">The labels of vertices, and the class of each.</param>
/// <param name="Edges">The edges.</param>
/// <param name="Clusters">The labels of subgraphs, and the one around each.</param>
/// <param name="Tooltips">The tooltips of vertices.</param>
internal sealed record MermaidChart(
    Dictionary<string, (string Label, string Class, string Cluster)> Nodes,
    List<(string From, string To, string Arrow, string Label)> Edges,
    Dictionary<string, (string Label, string Parent)> Clusters,
    Dictionary<string, string> Tooltips);

/// <summary>
/// Reads the lines that are written, and nothing else of Mermaid: everything is declared before it is used, subgraphs end, and labels
/// hold nothing that has a meaning to Mermaid, to HTML or to Markdown.
/// </summary>
internal sealed partial class MermaidReader
{
    private readonly MermaidChart chart = new([], [], [], []);
    private readonly HashSet<string> used = [];
    private readonly HashSet<string> classes = [];
    private readonly Stack<string> open = new([""]);

    /// <summary>The flowchart.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static MermaidChart Read(string text)
    {
        var reader = new MermaidReader();
        var lines = text.TrimEnd('\n').Split('\n');
        reader.Require(lines[0] == "flowchart TD", lines[0]);
        foreach (var line in lines.Skip(1).Select(l => l.Trim()))
        {
            reader.Require(reader.Structure(line) || reader.Vertex(line) || reader.Edge(line) || reader.Look(line), line);
        }

        reader.Require(reader.open.Count == 1, "a subgraph does not end");
        reader.Require(reader.used.IsSubsetOf(reader.classes), "a class is not defined");
        return reader.chart;
    }

    /// <summary>A label as a browser shows it.</summary>
    public static string Shown(string label)
    {
        var plain = Entity().Replace(label, "x").Replace("<br/>", "\n", StringComparison.Ordinal);
        return plain.Split('\n').Any(Means)
            ? throw new FormatException($"'{label}' means something")
            : Entity().Replace(label.Replace("<br/>", "\n", StringComparison.Ordinal), m => $"{(char)int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)}");
    }

    private static bool Means(string line) => line.IndexOfAny(['"', '<', '&', '#', '`', '*', '~', '\\', '$', '%', ':', '@']) >= 0 || Markdown().IsMatch(line);

    [GeneratedRegex("#([0-9]+);")]
    private static partial Regex Entity();

    [GeneratedRegex(@"^[-+=> ]|\b_|_\b|^_|_$|\W_|_\W|^\d+[.)]|\]\(|\]\[|www\.")]
    private static partial Regex Markdown();

    [GeneratedRegex("""^subgraph (?<id>c\d+)\["(?<label>[^"]+)"\]$""")]
    private static partial Regex Subgraph();

    [GeneratedRegex("""^(?<id>n\d+)(?:\[|\(\[|\{\{|>)"(?<label>[^"]+)"(?:\]|\]\)|\}\}):::(?<class>s\d+)$""")]
    private static partial Regex Declaration();

    [GeneratedRegex("""^(?<from>n\d+) (?<arrow>-->|==>|-\.->|~~~)(?:\|"(?<label>[^"]+)"\|)? (?<to>n\d+)$""")]
    private static partial Regex Arrow();

    [GeneratedRegex("""^click (?<id>n\d+) Boolean "(?<label>[^"]+)"$""")]
    private static partial Regex Click();

    [GeneratedRegex(@"^classDef (?<class>s\d+) fill:#\w{6},stroke:#\w{6},color:#\w{6}(?:,stroke-dasharray:\d \d|,stroke-width:3px)?$")]
    private static partial Regex Definition();

    [GeneratedRegex(@"^class (?<id>c\d+) (?<class>s\d+)$")]
    private static partial Regex Membership();

    private bool Structure(string line)
    {
        if (line == "end")
        {
            open.Pop();
            return open.Count > 0;
        }

        if (Subgraph().Match(line) is not { Success: true } match)
        {
            return false;
        }

        chart.Clusters.Add(match.Groups["id"].Value, (Shown(match.Groups["label"].Value), open.Peek()));
        open.Push(match.Groups["id"].Value);
        return true;
    }

    private bool Vertex(string line)
    {
        if (Declaration().Match(line) is { Success: true } match)
        {
            used.Add(match.Groups["class"].Value);
            return chart.Nodes.TryAdd(match.Groups["id"].Value, (Shown(match.Groups["label"].Value), match.Groups["class"].Value, open.Peek()));
        }

        return Click().Match(line) is { Success: true } click && chart.Nodes.ContainsKey(click.Groups["id"].Value)
            && chart.Tooltips.TryAdd(click.Groups["id"].Value, Shown(click.Groups["label"].Value).Replace("&lt;", "<", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal));
    }

    private bool Edge(string line)
    {
        if (Arrow().Match(line) is not { Success: true } match)
        {
            return false;
        }

        var (from, to) = (match.Groups["from"].Value, match.Groups["to"].Value);
        chart.Edges.Add((from, to, match.Groups["arrow"].Value, Shown(match.Groups["label"].Value)));
        return chart.Nodes.ContainsKey(from) && chart.Nodes.ContainsKey(to);
    }

    private bool Look(string line)
    {
        if (Definition().Match(line) is { Success: true } definition)
        {
            return classes.Add(definition.Groups["class"].Value);
        }

        return Membership().Match(line) is { Success: true } match && chart.Clusters.ContainsKey(match.Groups["id"].Value) && used.Add(match.Groups["class"].Value) | true;
    }

    private void Require(bool condition, string line)
    {
        if (!condition)
        {
            throw new FormatException(line);
        }
    }
}
