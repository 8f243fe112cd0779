using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>Where an axis of an operand goes: indices count from the last axis, so that unknown leading axes do not matter.</summary>
/// <param name="Operand">The operand.</param>
/// <param name="Axis">Its axis, from the end.</param>
/// <param name="Output">The output.</param>
/// <param name="OutputAxis">The output's axis, from the end.</param>
public readonly record struct CarriedAxis(int Operand, int Axis, int Output, int OutputAxis);

/// <summary>An axis of an operand that the output does not have.</summary>
/// <param name="Operand">The operand.</param>
/// <param name="Axis">Its axis, from the end.</param>
/// <param name="Type">The part of the axis that is meant.</param>
public readonly record struct ConsumedAxis(int Operand, int Axis, AxisType Type);

/// <summary>One application of an operator.</summary>
public sealed class Node
{
    internal Node(int id, Operator @operator, string function, IReadOnlyList<GraphValue?> operands, Attributes attributes, ModuleObject? layer, Frame frame, Origin? origin)
    {
        Id = id;
        Operator = @operator;
        Function = function;
        Operands = operands;
        Attributes = attributes;
        Layer = layer;
        Frame = frame;
        Origin = origin;
    }

    /// <summary>Number in order of execution.</summary>
    public int Id { get; }

    /// <summary>The operator.</summary>
    public Operator Operator { get; }

    /// <summary>The function as the source spells it, such as <c>functional.relu</c>; the class of the layer for a layer.</summary>
    public string Function { get; }

    /// <summary>The operands in the order of the signature; null for an optional one that is absent.</summary>
    public IReadOnlyList<GraphValue?> Operands { get; internal set; }

    /// <summary>The arguments that are no tensors.</summary>
    public Attributes Attributes { get; }

    /// <summary>The layer that was called, or null for a function.</summary>
    public ModuleObject? Layer { get; }

    /// <summary>The call of a module to which the node belongs.</summary>
    public Frame Frame { get; }

    /// <summary>Where it stands in the source.</summary>
    public Origin? Origin { get; }

    /// <summary>Why nothing is known of the results, so that whatever flows in is kept; null where it is known.</summary>
    public KeptReason? Opaque { get; internal set; }

    /// <summary>The results.</summary>
    public List<GraphValue> Outputs { get; } = [];

    /// <summary>Axes that go on to an output.</summary>
    public List<CarriedAxis> Carried { get; } = [];

    /// <summary>Axes over which products are summed: an index goes once one of its operands is zero there.</summary>
    public List<IReadOnlyList<ConsumedAxis>> Contracted { get; } = [];

    /// <summary>Axes whose positions are combined in another way: none of them can go.</summary>
    public List<ConsumedAxis> Mixed { get; } = [];

    /// <summary>Axes over which the results are means: removing zeros there changes the divisor.</summary>
    public List<AxisType> Averaged { get; } = [];

    /// <summary>An axis by the root of whose size the operator divides a product of its first two operands, or null.</summary>
    public AxisType? DividesByRootOf { get; internal set; }

    /// <summary>Whether its result is its first operand, written over.</summary>
    public bool WritesInPlace => Function.EndsWith("_", StringComparison.Ordinal) || (Attributes.Flag("inplace", false) && Operands.Count > 0);

    /// <summary>Whether its result is another look at the storage of its first operand.</summary>
    public bool ReturnsView => !WritesInPlace && ((Operator.Typing is not (IComputingTyping or FactoryTyping) && Operands.Count > 0) || OperatorTable.IsIdentity(Operator.Name));

    /// <summary>The layer's path or the function, for messages.</summary>
    public override string ToString() => Layer is { Path.Length: > 0 } layer ? $"{layer.Path} ({Function})" : Function;
}
