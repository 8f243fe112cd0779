using TorchSharp;

namespace PrunableModels.Onnx;

/// <summary>The types of numbers that ONNX and TorchSharp share, by their numbers in the schema.</summary>
internal enum ElementType
{
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    Int16 = 5,
    Int32 = 6,
    Int64 = 7,
    Bool = 9,
    Float16 = 10,
    Double = 11,
    BFloat16 = 16,
}

/// <summary>What is known of types of numbers.</summary>
internal static class ElementTypes
{
    /// <summary>The type that TorchSharp means; null where ONNX has none that is the same.</summary>
    public static ElementType? Of(torch.ScalarType type) => type switch
    {
        torch.ScalarType.Float32 => ElementType.Float,
        torch.ScalarType.Byte => ElementType.UInt8,
        torch.ScalarType.Int8 => ElementType.Int8,
        torch.ScalarType.Int16 => ElementType.Int16,
        torch.ScalarType.Int32 => ElementType.Int32,
        torch.ScalarType.Int64 => ElementType.Int64,
        torch.ScalarType.Bool => ElementType.Bool,
        torch.ScalarType.Float16 => ElementType.Float16,
        torch.ScalarType.Float64 => ElementType.Double,
        torch.ScalarType.BFloat16 => ElementType.BFloat16,
        _ => null,
    };

    public static bool IsFloating(this ElementType type) => type is ElementType.Float or ElementType.Double or ElementType.Float16 or ElementType.BFloat16;

    /// <summary>What two tensors of these types make together: truth values give way to numbers, whole numbers to fractions, and the narrower to the wider.</summary>
    public static ElementType Common(ElementType a, ElementType b) => Rank(a) >= Rank(b) ? a : b;

    private static int Rank(ElementType type) => type switch
    {
        ElementType.Bool => 0,
        ElementType.UInt8 or ElementType.Int8 => 1,
        ElementType.Int16 => 2,
        ElementType.Int32 => 3,
        ElementType.Int64 => 4,
        ElementType.Float16 or ElementType.BFloat16 => 5,
        ElementType.Float => 6,
        _ => 7,
    };
}
