using System;
using System.Globalization;

namespace PrunableModels;

/// <summary>The compact model does not compute what the zeroed model computes. The model was left as it was.</summary>
public sealed class CompactionException : Exception
{
    internal CompactionException(double difference, double allowed, string mode)
        : base(string.Create(CultureInfo.InvariantCulture, $"Compact and zeroed model differ by {difference:G4} in {mode} mode, more than the {allowed:G4} that rounding explains. The model was left as it was."))
    {
        Difference = difference;
        Allowed = allowed;
    }

    internal CompactionException(double difference, double allowed, string mode, KernelFault fault)
        : base(string.Create(CultureInfo.InvariantCulture, $"Compact and zeroed model differ by {difference:G4} in {mode} mode, and torch itself is at fault: on this machine it computes the convolution of '{fault.Layer}' with a weight of {fault.Shape} wrongly, {fault.Difference:P0} off in 32-bit floats from what it computes in 64 bits. Set ONEDNN_MAX_CPU_ISA=SSE41 in the environment before the process starts, or keep widths at multiples of 16. The model was left as it was."))
    {
        Difference = difference;
        Allowed = allowed;
    }

    internal CompactionException(Exception inner)
        : base($"The compact model does not run: {inner.Message} The model was left as it was.", inner)
    {
        Difference = double.NaN;
        Allowed = double.NaN;
    }

    /// <summary>The largest difference between the outputs; not a number where the compact model did not run.</summary>
    public double Difference { get; }

    /// <summary>The largest difference that would have been allowed.</summary>
    public double Allowed { get; }
}
