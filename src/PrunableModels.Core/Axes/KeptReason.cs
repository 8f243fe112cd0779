namespace PrunableModels.Core;

/// <summary>Why a space cannot be pruned, by kind: diagnostics map to it.</summary>
public enum KeptKind
{
    /// <summary>The axis belongs to an input of the model.</summary>
    ModelInput,

    /// <summary>The axis belongs to an output of the model.</summary>
    ModelOutput,

    /// <summary>The author asked for it with <c>[KeepDense]</c>.</summary>
    KeepDense,

    /// <summary>An operation without a signature sees the axis.</summary>
    UnknownOperation,

    /// <summary>A layer that is not registered sees the axis.</summary>
    Unregistered,

    /// <summary>A size is written down as a number that pruning would make wrong.</summary>
    HardCodedSize,

    /// <summary>Whether sizes fit follows from what the model is built with, which is not known before it is linked.</summary>
    Undecided,

    /// <summary>An operation combines the positions of the axis, so that one of them cannot be left out.</summary>
    Mixed,

    /// <summary>A reader would see something other than zero at a removed position.</summary>
    NotZero,

    /// <summary>A normalisation would have to be exchanged for another class, which the field that holds it does not allow.</summary>
    HeldNorm,

    /// <summary>Two layouts of the same axis do not line up.</summary>
    Layout,

    /// <summary>Two sizes that have to be equal are not.</summary>
    ShapeMismatch,
}

/// <summary>Why a space is kept: the primary reason, the one that diagnostics and explanations print.</summary>
/// <param name="Kind">The kind of the reason.</param>
/// <param name="Message">One sentence: what, and what it does.</param>
/// <param name="At">Where, if it has a place in the source.</param>
public sealed record KeptReason(KeptKind Kind, string Message, Origin? At)
{
    /// <summary>The reason with its place.</summary>
    public override string ToString() => At is null ? Message : $"{Message} ({At})";
}
