using System;
using System.Text;

namespace PrunableModels.Analysis;

/// <summary>Writes indented C#, with LF line ends on every system.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder text = new();
    private int depth;

    /// <summary>Writes a line, or an empty one.</summary>
    public void Line(string line = "") => text.Append(' ', line.Length == 0 ? 0 : depth * 4).Append(line).Append('\n');

    /// <summary>Writes lines, each indented.</summary>
    public void Lines(string lines)
    {
        foreach (var line in lines.TrimEnd('\n').Split('\n'))
        {
            Line(line);
        }
    }

    /// <summary>Writes a head and a block in braces.</summary>
    public void Block(string head, Action body, string end = "}")
    {
        Line(head);
        Line("{");
        Indented(body);
        Line(end);
    }

    /// <summary>Writes something one level deeper.</summary>
    public void Indented(Action body)
    {
        depth++;
        body();
        depth--;
    }

    /// <inheritdoc/>
    public override string ToString() => text.ToString();
}
