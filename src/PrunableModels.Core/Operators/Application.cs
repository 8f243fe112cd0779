using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>An operator being applied: what a typing rule reads, and how it states its result.</summary>
public sealed class Application
{
    internal Application(Graph graph, Node node)
    {
        Graph = graph;
        Node = node;
    }

    /// <summary>The graph.</summary>
    public Graph Graph { get; }

    /// <summary>The node that is being made.</summary>
    public Node Node { get; }

    /// <summary>The spaces.</summary>
    public AxisSolver Solver => Graph.Solver;

    /// <summary>Where it stands.</summary>
    public Origin? Origin => Node.Origin;

    /// <summary>The arguments that are no tensors.</summary>
    public Attributes Attributes => Node.Attributes;

    /// <summary>The operands that are present.</summary>
    public IEnumerable<GraphValue> Present => Node.Operands.OfType<GraphValue>();

    /// <summary>Whether the rule gave up.</summary>
    public bool GaveUp { get; private set; }

    /// <summary>A result of the given type.</summary>
    public GraphValue Result(TensorType type)
    {
        var value = Graph.NewValue(type);
        value.Producer = Node;
        Node.Outputs.Add(value);
        return value;
    }

    /// <summary>A result with the axes of the first operand, each of which is carried over.</summary>
    public void ResultLikeFirst()
    {
        var type = Node.Operands[0]!.Type;
        Result(type);
        for (var i = 0; i < type.Count; i++)
        {
            Carry(0, i, i);
        }
    }

    /// <summary>The axis of an operand, counted from the end; one of a parameter gets its space here.</summary>
    public AxisType Use(GraphValue operand, int axis, bool isWriter) => operand.Leaf is { } leaf
        ? leaf.Use(leaf.Shape.Count - 1 - axis, isPrunable: true, isWriter, this)
        : operand.Type.FromEnd(axis)!;

    /// <summary>Gives every axis of the parameters and buffers among the operands its space, so that they are tensors like others.</summary>
    public void OpenLeaves()
    {
        foreach (var value in Present)
        {
            Open(value);
        }
    }

    /// <summary>Gives every axis of a parameter or buffer its space.</summary>
    public void Open(GraphValue value)
    {
        if (value.Leaf is { } leaf)
        {
            value.Type = new([.. leaf.Shape.Select((_, i) => leaf.Use(i, isPrunable: true, isWriter: true, this))]);
        }
    }

    /// <summary>A result with the axes of the first operand, all carried over, one of which has another type.</summary>
    public void ResultWith(int axis, AxisType changed, int output = 0)
    {
        var type = Node.Operands[0]!.Type;
        var axes = type.Axes.ToList();
        axes[axes.Count - 1 - axis] = changed;
        Result(type.HasRank ? new(axes) : new([.. axes.Skip(type.Leading!.Axes.Count)], type.Leading));
        for (var i = 0; i < type.Count; i++)
        {
            Carry(0, i, i, output);
        }
    }

    /// <summary>One of so many equal parts of an axis: the same positions go in each of them.</summary>
    public AxisType Part(AxisType axis, Size count)
    {
        if (Solver.Resolve(axis).IsFixed)
        {
            return AxisType.Fixed(axis.Extent / count);
        }

        var part = Solver.NewSpace(axis.Extent / count, $"{Node}:part");
        Solver.Unify(axis, AxisType.Product(AxisFactor.Fixed(count), AxisFactor.Of(part)), Origin);
        return AxisType.Of(part);
    }

    /// <summary>The dimension that an argument names, counted from the last axis; null where it is not known.</summary>
    public int? Dimension(TensorType type, long orElse, params string[] names)
    {
        var name = names.FirstOrDefault(n => Attributes.Find(n) is not null) ?? names[0];
        return Attributes.Constant(name, orElse) is { } dimension && (dimension >= 0 || type.Require((int)-dimension))
            && type.IndexFromEnd(dimension) is { } index && index < type.Count
            ? index
            : null;
    }

    /// <summary>States that an axis of an operand becomes an axis of the first result; both count from the end.</summary>
    public void Carry(int operand, int axis, int outputAxis, int output = 0) => Node.Carried.Add(new(operand, axis, output, outputAxis));

    /// <summary>States that the positions of an axis are combined, so that it is kept.</summary>
    public void Mix(int operand, int axis)
    {
        if (Node.Operands[operand]!.Type.FromEnd(axis) is { } type)
        {
            Node.Mixed.Add(new(operand, axis, type));
        }
    }

    /// <summary>Keeps everything that flows in and returns a tensor of which nothing is known.</summary>
    public void GiveUp(KeptKind kind, string why)
    {
        var reason = new KeptReason(kind, why, Origin);
        Graph.AsksForRanks |= Present.Any(v => !v.Type.HasRank);
        foreach (var axis in Present.SelectMany(v => v.Type.Axes))
        {
            Solver.Keep(axis, reason);
        }

        KeepLeaves(reason);

        GaveUp = true;
        Node.Opaque = reason;
        Node.Carried.Clear();
        Node.Outputs.Clear();
        Result(Graph.OpenType(Node.Function, reason));
    }

    /// <summary>Keeps the parameters and buffers that are read without a signature for their axes.</summary>
    public void KeepLeaves(KeptReason reason)
    {
        foreach (var leaf in Present.Select(v => v.Leaf).OfType<TensorLeaf>())
        {
            leaf.Keep(reason, Solver);
        }
    }
}
