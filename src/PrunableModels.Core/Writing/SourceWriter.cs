using System;
using System.Text;

namespace PrunableModels.Core;

/// <summary>Lines of C# with their indentation, ended by LF on every system.</summary>
internal sealed class SourceWriter
{
    /// <summary>Lines are kept within so many columns where they can be broken.</summary>
    public const int MaximumColumns = 100;

    private const int IndentationWidth = 4;
    private readonly StringBuilder text = new();
    private int depth;

    /// <summary>The columns that the indentation leaves.</summary>
    public int Columns => MaximumColumns - (depth * IndentationWidth);

    public void Line() => Line("");

    public void Line(string line) => text.Append(' ', line.Length == 0 ? 0 : depth * IndentationWidth).Append(line).Append('\n');

    public void Block(string head, Action body)
    {
        Line(head);
        Line("{");
        Indented(body);
        Line("}");
    }

    public void Indented(Action body)
    {
        depth++;
        body();
        depth--;
    }

    public override string ToString() => text.ToString();
}
