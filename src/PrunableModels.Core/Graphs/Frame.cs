using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>One call of a module or of one of its methods: what happened in it, in order.</summary>
public sealed class Frame
{
    private readonly Dictionary<GraphValue, string> names = [];

    internal Frame(Frame? caller, ModuleObject? module, string member)
    {
        Caller = caller;
        Module = module;
        Member = member;
    }

    /// <summary>The call from which this one was made; null for the model's own.</summary>
    public Frame? Caller { get; }

    /// <summary>The module that was called; null for a static helper.</summary>
    public ModuleObject? Module { get; }

    /// <summary>The method.</summary>
    public string Member { get; }

    /// <summary>The tensors passed in, in order of the parameters that took one.</summary>
    public List<FrameInput> Inputs { get; } = [];

    /// <summary>The local variables that held a tensor first, for readable output; not the parameters.</summary>
    public IReadOnlyDictionary<GraphValue, string> Names => names;

    /// <summary>The nodes and the calls, in the order of execution.</summary>
    public List<FrameStep> Steps { get; } = [];

    /// <summary>The value returned.</summary>
    public Value? Result { get; private set; }

    /// <summary>The tensors returned, in order: as they were then, whatever the caller does in place afterwards.</summary>
    public IReadOnlyList<GraphValue> Outputs { get; private set; } = [];

    internal Value Return(Value result)
    {
        Outputs = [.. result.Tensors().Select(t => t.Held)];
        return Result = result;
    }

    /// <summary>Takes and returns other tensors instead, or none where it is told null.</summary>
    internal void Pass(Func<GraphValue, GraphValue?> instead)
    {
        var inputs = Inputs.Select(i => (Input: i, Value: instead(i.Value))).Where(i => i.Value is not null).Select(i => i.Input with { Value = i.Value! }).ToList();
        Inputs.Clear();
        Inputs.AddRange(inputs);
        Outputs = [.. Outputs.Select(instead).OfType<GraphValue>()];
    }

    internal void Name(GraphValue value, string name)
    {
        value.Name ??= name;
        if (!names.ContainsKey(value))
        {
            names.Add(value, name);
        }
    }

    internal void Enter(IEnumerable<Value> arguments, Func<int, string?> parameter)
    {
        var position = 0;
        foreach (var argument in arguments)
        {
            var (tensors, name) = (argument.Tensors().ToList(), parameter(position++));
            Inputs.AddRange(tensors.Select(t => new FrameInput(t.Held, name, argument is not Value.Tensor)));
        }
    }
}

/// <summary>A tensor that is passed into a call.</summary>
/// <param name="Value">The tensor.</param>
/// <param name="Parameter">The parameter that takes it; null where the method's source is not known.</param>
/// <param name="IsPacked">Whether it is a part of the argument, such as an element of a list.</param>
public readonly record struct FrameInput(GraphValue Value, string? Parameter, bool IsPacked);

/// <summary>A node or a call of another module.</summary>
/// <param name="Node">The node, or null.</param>
/// <param name="Call">The call, or null.</param>
public readonly record struct FrameStep(Node? Node, Frame? Call);
