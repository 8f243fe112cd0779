using System.Text;
using System.Text.RegularExpressions;

namespace PrunableModels.Core.Tests;

/// <summary>Reads DOT by its grammar (graphviz.org/doc/info/lang.html), and is stricter than Graphviz where that takes nearly anything: nothing is declared twice or by an edge alone, and attributes are known.</summary>
internal sealed partial class DotReader
{
    private static readonly HashSet<string> Keywords = new(["node", "edge", "graph", "digraph", "subgraph", "strict"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Attributes = new(
        ["label", "shape", "style", "fillcolor", "color", "penwidth", "tooltip", "rankdir", "fontname", "fontsize"], StringComparer.Ordinal);

    private readonly List<(string Text, bool IsId)> tokens;
    private readonly DotGraph graph = new();
    private int position;

    private DotReader(string text) => tokens = [.. Tokens(text)];

    private string Next => position < tokens.Count && !tokens[position].IsId ? tokens[position].Text : "";

    /// <summary>The graph.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static DotGraph Read(string text)
    {
        var reader = new DotReader(text);
        reader.Take("digraph");
        reader.Id();
        reader.Block("");
        var missing = reader.graph.Edges.SelectMany(e => new[] { e.From, e.To }).FirstOrDefault(n => !reader.graph.Nodes.ContainsKey(n));
        return reader.position < reader.tokens.Count ? throw new FormatException("there is more after the graph")
            : missing is not null ? throw new FormatException($"{missing} is not declared")
            : reader.graph;
    }

    [GeneratedRegex("""\G(?:(?<space>\s+|//[^\n]*|/\*.*?\*/)|(?<word>[A-Za-z_\u0080-\uFFFF][A-Za-z0-9_\u0080-\uFFFF]*)|(?<number>-?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?))|"(?<quoted>(?:[^"\\]|\\[\s\S])*)"|(?<mark>->|[{}\[\];,=:]))""", RegexOptions.Singleline)]
    private static partial Regex Token();

    private static IEnumerable<(string Text, bool IsId)> Tokens(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var match = Token().Match(text, at);
            if (!match.Success)
            {
                throw new FormatException($"what is '{text.AsSpan(at, Math.Min(20, text.Length - at))}'?");
            }

            at += match.Length;
            if (match.Groups["quoted"] is { Success: true } quoted)
            {
                yield return (quoted.Value.Replace("\\\"", "\"", StringComparison.Ordinal), true);
            }
            else if (!match.Groups["space"].Success)
            {
                yield return (match.Value, !match.Groups["mark"].Success && !Keywords.Contains(match.Value));
            }
        }
    }

    private void Block(string cluster)
    {
        graph.Clusters.Add(cluster, []);
        Take("{");
        while (Next != "}")
        {
            Statement(cluster);
            if (Next == ";")
            {
                Take(";");
            }
        }

        Take("}");
    }

    private void Statement(string cluster)
    {
        switch (Next)
        {
            case "graph":
                Take("graph");
                ReadAttributes(graph.Clusters[cluster]);
                break;
            case "node" or "edge":
                Take(Next);
                ReadAttributes([]);
                break;
            case "subgraph":
                Take("subgraph");
                Block(Id());
                break;
            default:
                NodeOrEdge(cluster);
                break;
        }
    }

    private void NodeOrEdge(string cluster)
    {
        var id = Id();
        Dictionary<string, string> attributes = [];
        if (Next == "->")
        {
            Take("->");
            graph.Edges.Add((id, Id(), attributes));
        }
        else
        {
            graph.Nodes.Add(id, attributes);
            graph.Places.Add(id, cluster);
        }

        if (Next == "[")
        {
            ReadAttributes(attributes);
        }
    }

    private void ReadAttributes(Dictionary<string, string> into)
    {
        Take("[");
        while (Next != "]")
        {
            var name = Id();
            Take("=");
            if (!Attributes.Contains(name))
            {
                throw new FormatException($"{name} is no attribute that is used here");
            }

            into.Add(name, Id());
            if (Next == ",")
            {
                Take(",");
            }
        }

        Take("]");
    }

    private string Id() => position < tokens.Count && tokens[position].IsId ? tokens[position++].Text : throw new FormatException($"an ID is missing at {Rest()}");

    private void Take(string mark)
    {
        if (Next != mark)
        {
            throw new FormatException($"'{mark}' is missing at {Rest()}");
        }

        position++;
    }

    private StringBuilder Rest() => new StringBuilder().AppendJoin(' ', tokens.Skip(position).Take(5).Select(t => t.Text));
}
