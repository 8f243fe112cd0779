using System;

namespace PrunableModels.Core;

/// <summary>What a size polynomial cannot take apart: a symbol, or a quotient that does not come out even.</summary>
public abstract record SizeAtom : IComparable<SizeAtom>
{
    private SizeAtom()
    {
    }

    /// <summary>The text of the atom: equal atoms, equal text.</summary>
    public abstract string Key { get; }

    /// <inheritdoc/>
    public int CompareTo(SizeAtom? other) => string.CompareOrdinal(Key, other?.Key);

    /// <inheritdoc/>
    public sealed override string ToString() => Key;

    /// <summary>A constructor parameter, an extent of the input, a count: some integer of at least 1.</summary>
    public sealed record Symbol(string Name) : SizeAtom
    {
        /// <inheritdoc/>
        public override string Key => Name;
    }

    /// <summary>The integer quotient, rounded down.</summary>
    public sealed record Quotient(Size Dividend, Size Divisor) : SizeAtom
    {
        /// <inheritdoc/>
        public override string Key { get; } = $"({Dividend.ToFactor()} / {Divisor.ToFactor()})";
    }
}
