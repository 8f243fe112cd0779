namespace PrunableModels.Core;

/// <summary>What a tensor holds at the index of a removed structure, once its group is at zero (design 3.3).</summary>
public enum ZeroKind
{
    /// <summary>Exactly 0.</summary>
    Zero,

    /// <summary>A known number, the same at every position.</summary>
    Constant,

    /// <summary>Some number.</summary>
    Finite,

    /// <summary>Perhaps infinite or not a number.</summary>
    Any,
}

/// <summary>The value at a removed index.</summary>
/// <param name="Kind">What is known of it.</param>
/// <param name="Number">The number, for a constant.</param>
public readonly record struct ZeroValue(ZeroKind Kind, double Number = 0)
{
    /// <summary>Exactly 0.</summary>
    public static ZeroValue Zero => new(ZeroKind.Zero);

    /// <summary>Some number.</summary>
    public static ZeroValue Finite => new(ZeroKind.Finite);

    /// <summary>Perhaps infinite or not a number.</summary>
    public static ZeroValue Any => new(ZeroKind.Any);

    /// <summary>A known number.</summary>
    public static ZeroValue Constant(double number) => number == 0 ? Zero : double.IsNaN(number) || double.IsInfinity(number) ? Any : new(ZeroKind.Constant, number);

    /// <summary>Whether it is exactly 0.</summary>
    public bool IsZero => Kind == ZeroKind.Zero;

    /// <summary>Whether it is a known number, zero among them.</summary>
    public bool IsConstant => Kind is ZeroKind.Zero or ZeroKind.Constant;

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber => Kind != ZeroKind.Any;

    /// <summary>What is known where it may be either of two values.</summary>
    public static ZeroValue Either(ZeroValue a, ZeroValue b) =>
        a == b ? a : a.IsNumber && b.IsNumber ? Finite : Any;

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        ZeroKind.Constant => $"the constant {Number.ToString(System.Globalization.CultureInfo.InvariantCulture)}",
        ZeroKind.Finite => "a number other than zero",
        ZeroKind.Any => "a value that may be infinite",
        _ => "zero",
    };
}
