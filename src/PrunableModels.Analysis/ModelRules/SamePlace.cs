using System.Runtime.CompilerServices;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>A place in the source, to group by: an expression is equal to itself alone, and not to one of the same text elsewhere.</summary>
internal readonly record struct SamePlace(Expression Expression)
{
    /// <summary>The place of an origin.</summary>
    public static SamePlace Of(Origin at) => new(at.Expression);

    /// <inheritdoc/>
    public bool Equals(SamePlace other) => ReferenceEquals(Expression, other.Expression);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(Expression);
}
