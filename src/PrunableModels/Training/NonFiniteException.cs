using System;

namespace PrunableModels;

/// <summary>A loss or a gradient is not a number or infinite. The step was not taken: parameters and state are as they were.</summary>
public sealed class NonFiniteException : ArithmeticException
{
    internal NonFiniteException(long step, string? parameter)
        : base($"Step {step}: {(parameter is null ? "the loss" : $"the gradient of '{parameter}'")} is not finite. The step was not taken, nothing has changed. Lower the learning rate, clip the gradients, or set {nameof(SparseOptions.OnNonFinite)} to {nameof(NonFiniteHandling.SkipStep)}.")
    {
        Step = step;
        Parameter = parameter;
    }

    /// <summary>The step that would have been taken, from 1.</summary>
    public long Step { get; }

    /// <summary>State-dict path of the first parameter whose gradient is not finite; null if the loss is not.</summary>
    public string? Parameter { get; }
}
