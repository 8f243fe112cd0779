using TorchSharp;

namespace PrunableModels;

/// <summary>What removing a structure does to one axis of one tensor.</summary>
public enum SliceRole
{
    /// <summary>The rows produce the structure: they are scored, driven to zero, and removed.</summary>
    Writer,

    /// <summary>Statistics that go along, such as a running mean: removed, never scored or zeroed.</summary>
    Companion,

    /// <summary>The columns consume the structure: removed once it is zero, never scored or zeroed.</summary>
    Reader,
}

/// <summary>One axis of one parameter or buffer, and the structure to which each of its positions belongs.</summary>
/// <param name="Path">State-dict path of the tensor, e.g. <c>layer1.0.bn1.weight</c>.</param>
/// <param name="Tensor">The live parameter or buffer.</param>
/// <param name="Axis">The axis, counted from the front.</param>
/// <param name="Role">What the axis is to the structures.</param>
/// <param name="Structures">
/// Shape <c>[size of the axis]</c>, int64: the structure's number in the flat numbering, or <see cref="StructureMap.Count"/> where
/// the position belongs to none.
/// </param>
public sealed record StructureSlice(string Path, torch.Tensor Tensor, int Axis, SliceRole Role, torch.Tensor Structures);
