using System.Collections.Generic;

namespace PrunableModels.Core;

/// <summary>One call of a module or of one of its methods: what happened in it, in order.</summary>
public sealed class Frame
{
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
    public List<GraphValue> Inputs { get; } = [];

    /// <summary>The nodes and the calls, in the order of execution.</summary>
    public List<FrameStep> Steps { get; } = [];

    /// <summary>The value returned.</summary>
    public Value? Result { get; internal set; }
}

/// <summary>A node or a call of another module.</summary>
/// <param name="Node">The node, or null.</param>
/// <param name="Call">The call, or null.</param>
public readonly record struct FrameStep(Node? Node, Frame? Call);
