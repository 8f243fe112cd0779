namespace PrunableModels.Core;

/// <summary>
/// An index set that is pruned as a family, such as the output channels of a convolution: a type variable of inference.
/// Unification gives it a substitution; what is never substituted and never kept becomes a group.
/// </summary>
public sealed class Space
{
    internal Space(int number, Size extent, string declaredBy)
    {
        Number = number;
        Extent = extent;
        DeclaredBy = declaredBy;
    }

    /// <summary>Order of creation: the older of two merged spaces stays.</summary>
    public int Number { get; }

    /// <summary>How many indices it has.</summary>
    public Size Extent { get; internal set; }

    /// <summary>The tensor and axis that declared it, such as <c>conv1.weight:0</c>.</summary>
    public string DeclaredBy { get; }

    /// <summary>Why it is kept, or null while it can be pruned.</summary>
    public KeptReason? Kept { get; internal set; }

    /// <summary>Whether it is a factor of another space, which a layout took apart.</summary>
    internal bool IsPart { get; init; }

    internal AxisType? Substitution { get; set; }

    /// <inheritdoc/>
    public override string ToString() => DeclaredBy;
}
