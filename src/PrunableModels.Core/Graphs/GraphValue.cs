using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>A tensor that flows through the model: in static single assignment, made by a leaf or by one node.</summary>
public sealed class GraphValue
{
    internal GraphValue(int id, TensorType type)
    {
        Id = id;
        Type = type;
    }

    /// <summary>Number in order of creation.</summary>
    public int Id { get; }

    /// <summary>The axes.</summary>
    public TensorType Type { get; internal set; }

    /// <summary>The node that makes it, or null for a leaf.</summary>
    public Node? Producer { get; internal set; }

    /// <summary>The parameter or buffer that it is, or null.</summary>
    public TensorLeaf? Leaf { get; internal init; }

    /// <summary>The position among the model's inputs, or null.</summary>
    public int? Input { get; internal init; }

    /// <summary>Whether a constructor computed it.</summary>
    internal bool IsConstruction { get; init; }

    /// <summary>The local variable that first held it in the source, for readable output.</summary>
    public string? Name { get; internal set; }
}

/// <summary>A parameter or buffer of a module: a leaf of the graph with a state-dict path.</summary>
public sealed class TensorLeaf
{
    internal TensorLeaf(ModuleObject owner, TensorSlot slot)
    {
        Owner = owner;
        Name = slot.Name;
        Path = slot.Path ?? owner.PathOf(slot.Name);
        Shape = slot.Shape;
        IsBuffer = slot.IsBuffer;
        IsIntegral = slot.IsIntegral;
        Axes = new AxisType?[Shape.Count];
        IsWriter = new bool[Shape.Count];
    }

    /// <summary>The module whose member it is.</summary>
    public ModuleObject Owner { get; }

    /// <summary>Its name in that module.</summary>
    public string Name { get; }

    /// <summary>State-dict path.</summary>
    public string Path { get; }

    /// <summary>The extents.</summary>
    public IReadOnlyList<Size> Shape { get; }

    /// <summary>Whether it is a buffer: sliced along, never scored or driven to zero.</summary>
    public bool IsBuffer { get; }

    /// <summary>Whether it is known to hold whole numbers.</summary>
    public bool IsIntegral { get; }

    /// <summary>The axis types, the outermost first; null until an operation uses the axis.</summary>
    public AxisType?[] Axes { get; }

    /// <summary>Whether the indices of an axis are driven to zero with their group: the axis is carried to the output.</summary>
    public bool[] IsWriter { get; }

    /// <summary>Why none of its axes can be pruned: some operation reads it whose effect on them is not known.</summary>
    internal KeptReason? Kept { get; private set; }

    /// <summary>Keeps every axis, whether it has a space already or gets one later.</summary>
    internal void Keep(KeptReason reason, AxisSolver solver)
    {
        Kept ??= reason;
        foreach (var axis in Axes.OfType<AxisType>())
        {
            solver.Keep(axis, reason);
        }
    }

    /// <summary>
    /// The type of an axis for an operation that uses it. The axis gets its space at its first use as one that can be pruned; it
    /// is a writer once any operation carries it to a result.
    /// </summary>
    internal AxisType Use(int axis, bool isPrunable, bool isWriter, Application by)
    {
        IsWriter[axis] |= isWriter && !IsBuffer;
        if (Axes[axis] is { } known)
        {
            return known;
        }

        var extent = Shape[axis];
        if (!isPrunable || extent.Equals(Size.One))
        {
            return Axes[axis] = AxisType.Fixed(extent);
        }

        var space = by.Solver.NewSpace(extent, $"{Path}:{axis}");
        space.Kept = Kept;
        if (Kept is null && IsWriter[axis] && by.Node.Layer?.KeepDense is { } reason)
        {
            space.Kept = KeptReason.Dense(reason, by.Origin);
        }

        return Axes[axis] = AxisType.Of(space);
    }
}
