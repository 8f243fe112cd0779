using System;

namespace PrunableModels;

/// <summary>Keeps a layer's output at full width: nothing that the marked field produces is offered for pruning.</summary>
/// <param name="reason">Why, in the words that diagnostics and explanations should repeat.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class KeepDenseAttribute(string? reason = null) : Attribute
{
    /// <summary>Why the layer is kept, or null where no reason was given.</summary>
    public string? Reason { get; } = reason;
}
