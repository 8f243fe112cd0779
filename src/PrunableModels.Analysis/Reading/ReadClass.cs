using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>A class that was read: its program, and where each of the program's expressions stands in the source.</summary>
/// <param name="Symbol">The class.</param>
/// <param name="Programs">The program, equal by value, without symbols or positions; of a class without source all that it carries, the class's own first.</param>
/// <param name="Places">The syntax of every expression that can have a finding; only analyzers look at it.</param>
/// <param name="References">Other classes that the program names and whose source is at hand.</param>
internal sealed record ReadClass(
    INamedTypeSymbol Symbol,
    IReadOnlyList<ClassProgram> Programs,
    IReadOnlyDictionary<Expression, SyntaxNode> Places,
    IReadOnlyCollection<INamedTypeSymbol> References)
{
    /// <summary>The simple names of the types of which it depends on what implements them.</summary>
    public IReadOnlyCollection<string> Implemented { get; init; } = [];

    /// <summary>The program of the class itself.</summary>
    public ClassProgram Program => Programs[0];
}

/// <summary>Tells expressions apart that are equal but stand in different places.</summary>
internal sealed class SameExpression : IEqualityComparer<Expression>
{
    public static SameExpression Comparer { get; } = new();

    public bool Equals(Expression? x, Expression? y) => ReferenceEquals(x, y);

    public int GetHashCode(Expression obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
}
