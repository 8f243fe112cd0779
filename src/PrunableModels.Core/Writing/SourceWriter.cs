using System;
using System.Text;

namespace PrunableModels.Core;

/// <summary>Lines of C# with their indentation, ended by LF on every system.</summary>
public sealed class SourceWriter
{
    /// <summary>Lines are kept within so many columns where they can be broken.</summary>
    public const int MaximumColumns = 100;

    private const int IndentationWidth = 4;
    private readonly StringBuilder text = new();
    private int depth;

    /// <summary>The columns that the indentation leaves.</summary>
    public int Columns => MaximumColumns - (depth * IndentationWidth);

    /// <summary>Writes a line, or an empty one.</summary>
    public void Line(string line = "") => text.Append(' ', line.Length == 0 ? 0 : depth * IndentationWidth).Append(line).Append('\n');

    /// <summary>Writes lines, each indented.</summary>
    public void Lines(string lines)
    {
        foreach (var line in lines.TrimEnd('\n').Split('\n'))
        {
            Line(line);
        }
    }

    /// <summary>Writes a head and a block in braces.</summary>
    public void Block(string head, Action body)
    {
        Line(head);
        Line("{");
        Indented(body);
        Line("}");
    }

    /// <summary>Writes something one level deeper.</summary>
    public void Indented(Action body)
    {
        depth++;
        body();
        depth--;
    }

    /// <summary>What was written.</summary>
    public override string ToString() => text.ToString();
}
