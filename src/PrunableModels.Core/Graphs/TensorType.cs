using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// The leading axes of a tensor of unknown rank: a model's input, or what an unknown operation returned. They are all fixed; more
/// of them become known as operations ask for them, for every tensor that shares the row.
/// </summary>
/// <param name="makeAxis">Makes the axis that is so many from the last of the row.</param>
/// <param name="onClose">Is told how many axes the row has once that is known.</param>
public sealed class Row(Func<int, AxisType> makeAxis, Action<int>? onClose = null)
{
    private readonly List<AxisType> axes = [];

    /// <summary>What is known of the row, the outermost axis first.</summary>
    public IReadOnlyList<AxisType> Axes => axes;

    /// <summary>Whether there are no further axes.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Makes so many axes known, if there can be so many.</summary>
    public bool Require(int count)
    {
        while (axes.Count < count && !IsClosed)
        {
            axes.Insert(0, makeAxis(axes.Count));
        }

        return axes.Count >= count;
    }

    /// <summary>Says that the row has exactly so many axes.</summary>
    public bool Close(int count)
    {
        var enough = Require(count);
        if (!IsClosed)
        {
            IsClosed = true;
            onClose?.Invoke(axes.Count);
        }

        return enough && axes.Count == count;
    }
}

/// <summary>The type of a tensor: the types of its axes, the outermost first, after a row of leading ones that may be unknown.</summary>
public sealed class TensorType
{
    private readonly IReadOnlyList<AxisType> own;

    /// <summary>A tensor of known rank, or one whose leading axes are those of a row.</summary>
    public TensorType(IReadOnlyList<AxisType> axes, Row? leading = null)
    {
        own = axes;
        Leading = leading;
    }

    /// <summary>The row of leading axes, or null.</summary>
    public Row? Leading { get; }

    /// <summary>Whether all axes are known.</summary>
    public bool HasRank => Leading is null or { IsClosed: true };

    /// <summary>The axes that are known, the outermost first.</summary>
    public IReadOnlyList<AxisType> Axes => Leading is null ? own : [.. Leading.Axes, .. own];

    /// <summary>The axes after the row of leading ones, the outermost first.</summary>
    public IReadOnlyList<AxisType> Own => own;

    /// <summary>How many axes are known.</summary>
    public int Count => (Leading?.Axes.Count ?? 0) + own.Count;

    /// <summary>The axis that is so many from the last (0), or null where it is not known.</summary>
    public AxisType? FromEnd(int index) => index < own.Count ? own[own.Count - 1 - index] : index < Count ? Leading!.Axes[Count - 1 - index] : null;

    /// <summary>Makes at least so many axes known.</summary>
    public bool Require(int rank) => rank <= Count || (Leading?.Require(rank - own.Count) ?? false);

    /// <summary>Says that the tensor has exactly this rank.</summary>
    public bool Close(int rank) => HasRank ? Count == rank : Leading!.Close(Math.Max(0, rank - own.Count)) && Count == rank;

    /// <summary>Where a dimension of C# (negative: from the end) stands, counted from the last axis; null where that is not known.</summary>
    public int? IndexFromEnd(long dimension) =>
        dimension < 0 ? (int)(-dimension - 1)
        : HasRank && dimension < Count ? Count - 1 - (int)dimension
        : null;

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", (HasRank ? [] : new[] { "..." }).Concat(Axes.Select(a => a.ToString())))}]";
}
