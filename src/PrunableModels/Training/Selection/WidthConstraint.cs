using System;
using System.Collections.Generic;

namespace PrunableModels;

/// <summary>The widths that a group may have after pruning. A group that loses nothing is always allowed.</summary>
/// <param name="MinimumWidth">Structures that stay, at least 1.</param>
/// <param name="Divisor">What the width left is a multiple of, at least 1.</param>
/// <exception cref="ArgumentException">A value is below 1.</exception>
public sealed record WidthConstraint(int MinimumWidth = 1, int Divisor = 1)
{
    /// <summary>Structures that stay, at least 1.</summary>
    public int MinimumWidth { get; } = AtLeastOne(MinimumWidth, nameof(MinimumWidth));

    /// <summary>What the width left is a multiple of, at least 1.</summary>
    public int Divisor { get; } = AtLeastOne(Divisor, nameof(Divisor));

    /// <summary>The numbers of structures that may go from a group of <paramref name="width"/>, rising from 0.</summary>
    internal IEnumerable<int> Removals(int width)
    {
        yield return 0;
        var kept = (width - 1) / Divisor * Divisor;
        for (; kept >= MinimumWidth && kept > 0; kept -= Divisor)
        {
            yield return width - kept;
        }
    }

    private static int AtLeastOne(int value, string name)
    {
        Ranges.AtLeast(value, 1, name);
        return value;
    }
}
