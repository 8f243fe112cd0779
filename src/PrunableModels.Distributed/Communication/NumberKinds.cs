using System;
using static TorchSharp.torch;

namespace PrunableModels.Distributed;

/// <summary>What kinds of numbers are to torch.</summary>
internal static class NumberKinds
{
    /// <summary>The kind in which tensors of a dtype are added up.</summary>
    /// <exception cref="NotSupportedException">It is no real floating-point number.</exception>
    public static NumberKind Of(ScalarType dtype) => dtype switch
    {
        ScalarType.Float32 or ScalarType.Float16 or ScalarType.BFloat16 => NumberKind.Single,
        ScalarType.Float64 => NumberKind.Double,
        _ => throw new NotSupportedException($"Tensors of {dtype} cannot be averaged over processes; those of Float32, Float64, Float16 and BFloat16 can."),
    };

    public static ScalarType Scalar(this NumberKind kind) => kind == NumberKind.Single ? ScalarType.Float32 : ScalarType.Float64;

    /// <summary>The size of a number in bytes.</summary>
    public static int Bytes(this NumberKind kind) => kind == NumberKind.Single ? sizeof(float) : sizeof(double);
}
