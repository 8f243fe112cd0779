using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>
/// Where the expressions of a class's program stand in the text of its declarations: it holds for as long as the program is the same and
/// that text is, wherever the class then stands. It holds no syntax, and lives as long as the program.
/// </summary>
internal sealed class PlaceTable
{
    private static readonly ConditionalWeakTable<ClassProgram, PlaceTable> Known = new();

    private readonly HashSet<Expression> expressions;
    private ContentHash text;
    private Dictionary<Expression, (int Part, TextSpan Span)>? places;

    private PlaceTable(ClassProgram program) => expressions = new(program.Expressions(), SameExpression.Comparer);

    /// <summary>The table of a program.</summary>
    public static PlaceTable Of(ClassProgram program) => Known.GetValue(program, p => new(p));

    /// <summary>Whether an expression belongs to the program.</summary>
    public bool Has(Expression expression) => expressions.Contains(expression);

    /// <summary>Where expressions stand in declarations; null for those that have no place.</summary>
    /// <param name="parts">The declarations of the class.</param>
    /// <param name="read">The syntax of expressions where the text is another than it was.</param>
    public Func<Expression, Location?> In(IReadOnlyList<SyntaxNode> parts, Func<IReadOnlyDictionary<Expression, SyntaxNode>> read)
    {
        var now = Hash(parts);
        lock (expressions)
        {
            if (places is null || text != now)
            {
                (text, places) = (now, Relative(read(), parts));
            }

            var known = places;
            return expression => known.TryGetValue(expression, out var place)
                ? Location.Create(parts[place.Part].SyntaxTree, new(parts[place.Part].SpanStart + place.Span.Start, place.Span.Length))
                : null;
        }
    }

    private static ContentHash Hash(IReadOnlyList<SyntaxNode> parts)
    {
        var hasher = new ContentHasher();
        foreach (var part in parts)
        {
            hasher.Add((ulong)part.Span.Length);
            hasher.Add(part.SyntaxTree.GetText(), part.SpanStart, part.Span.End);
        }

        return hasher.Hash;
    }

    private static Dictionary<Expression, (int Part, TextSpan Span)> Relative(IReadOnlyDictionary<Expression, SyntaxNode> syntax, IReadOnlyList<SyntaxNode> parts)
    {
        var places = new Dictionary<Expression, (int Part, TextSpan Span)>(SameExpression.Comparer);
        foreach (var place in syntax)
        {
            var part = parts.ToList().FindIndex(p => p.SyntaxTree == place.Value.SyntaxTree && p.Span.Contains(place.Value.Span));
            if (part >= 0)
            {
                places[place.Key] = (part, new(place.Value.SpanStart - parts[part].SpanStart, place.Value.Span.Length));
            }
        }

        return places;
    }
}
