using System;

namespace PrunableModels;

/// <summary>
/// Keeps a layer's output at full width: nothing that the module in the marked field gives is offered for pruning. Of a block or a
/// <c>Sequential</c> that is what comes out of it, of a <c>ModuleList</c> what each of its modules gives.
/// </summary>
/// <param name="reason">Why, in the words that diagnostics and explanations should repeat.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class KeepDenseAttribute(string? reason = null) : Attribute
{
    /// <summary>Why the layer is kept, or null where no reason was given.</summary>
    public string? Reason { get; } = reason;
}
