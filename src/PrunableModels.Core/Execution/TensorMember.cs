namespace PrunableModels.Core;

/// <summary>What a tensor tells of itself beside its shape, such as <c>x.device</c>.</summary>
/// <param name="Tensor">The tensor.</param>
/// <param name="Name">The member's name.</param>
public sealed record TensorMember(GraphValue Tensor, string Name);
