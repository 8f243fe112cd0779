using System;
using System.Globalization;

namespace PrunableModels;

/// <summary>A model that was made compact, or whose normalisations were folded, does not compute what it has to. It was left as it was.</summary>
public sealed class CompactionException : Exception
{
    /// <param name="models">What the model is called after the change and before.</param>
    /// <param name="difference">How far the outputs are apart.</param>
    /// <param name="allowed">How far they may be.</param>
    /// <param name="mode">The mode in which the model ran.</param>
    /// <param name="fault">What torch itself computes wrongly; null where that is nothing.</param>
    internal CompactionException((string After, string Before) models, double difference, double allowed, string mode, KernelFault? fault)
        : base($"{Words(models, difference, mode)}, {Cause(allowed, fault)}. The model was left as it was.")
    {
        Difference = difference;
        Allowed = allowed;
    }

    internal CompactionException(string name, Exception inner)
        : base($"The {name.ToLowerInvariant()} model does not run: {inner.Message} The model was left as it was.", inner)
    {
        Difference = double.NaN;
        Allowed = double.NaN;
    }

    /// <summary>The largest difference between the outputs; not a number where the compact model did not run.</summary>
    public double Difference { get; }

    /// <summary>The largest difference that would have been allowed.</summary>
    public double Allowed { get; }

    private static string Words((string After, string Before) models, double difference, string mode) =>
        string.Create(CultureInfo.InvariantCulture, $"{models.After} and {models.Before} model differ by {difference:G4} in {mode} mode");

    private static string Cause(double allowed, KernelFault? fault) => fault is null
        ? string.Create(CultureInfo.InvariantCulture, $"more than the {allowed:G4} that rounding explains")
        : string.Create(CultureInfo.InvariantCulture, $"and torch itself is at fault: on this machine it computes the convolution of '{fault.Layer}' with a weight of {fault.Shape} wrongly, {fault.Difference:P0} off in 32-bit floats from what it computes in 64 bits. Set ONEDNN_MAX_CPU_ISA=SSE41 in the environment before the process starts, or keep widths at multiples of 16");
}
