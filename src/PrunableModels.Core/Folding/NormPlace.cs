namespace PrunableModels.Core;

/// <summary>A batch normalisation of a model, with the layer that can do its work in evaluation.</summary>
/// <param name="Norm">The normalisation.</param>
/// <param name="Layer">The convolution or linear layer before it, whose results nothing else reads; null where there is none.</param>
/// <param name="Reason">Why there is none, in words; null where there is one.</param>
public sealed record NormPlace(ModuleObject Norm, ModuleObject? Layer, string? Reason);
