using System.Collections.Generic;
using System.Linq;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>One element type of the format: its name in a header, TorchSharp's name for it, and its size.</summary>
internal sealed record SafetensorsType(string Name, ScalarType Scalar, int Size)
{
    private static readonly SafetensorsType[] All =
    [
        new("BOOL", ScalarType.Bool, 1),
        new("U8", ScalarType.Byte, 1),
        new("I8", ScalarType.Int8, 1),
        new("I16", ScalarType.Int16, 2),
        new("I32", ScalarType.Int32, 4),
        new("I64", ScalarType.Int64, 8),
        new("F16", ScalarType.Float16, 2),
        new("BF16", ScalarType.BFloat16, 2),
        new("F32", ScalarType.Float32, 4),
        new("F64", ScalarType.Float64, 8),
    ];

    private static readonly Dictionary<string, SafetensorsType> ByName = All.ToDictionary(t => t.Name);
    private static readonly Dictionary<ScalarType, SafetensorsType> ByScalar = All.ToDictionary(t => t.Scalar);

    /// <summary>The type that a header names, or null if TorchSharp has no tensors of it.</summary>
    public static SafetensorsType? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The type of a tensor, or null if the format has none for it.</summary>
    public static SafetensorsType? Find(ScalarType scalar) => ByScalar.GetValueOrDefault(scalar);
}
