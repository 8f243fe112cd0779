using System.Collections.Generic;

namespace PrunableModels;

/// <summary>A batch normalisation whose work the layer before it does.</summary>
/// <param name="Path">The normalisation's path in the model.</param>
/// <param name="Layer">The path of the convolution or linear layer.</param>
/// <param name="IsGone">
/// Whether an <c>Identity</c> has taken the normalisation's place in the live model. It cannot where a field is declared with the class, as in
/// <c>BatchNorm2d bn1</c>: there it stays, changes nothing and takes its time. A class that is written has neither.
/// </param>
public sealed record FoldedNorm(string Path, string Layer, bool IsGone);

/// <summary>A batch normalisation that works on.</summary>
/// <param name="Path">The normalisation's path in the model.</param>
/// <param name="Reason">Why it could not be folded, in words.</param>
public sealed record KeptNorm(string Path, string Reason);

/// <summary>What became of a model's batch normalisations.</summary>
/// <param name="Folded">Those that are folded.</param>
/// <param name="Kept">Those that are not, each with the reason.</param>
/// <param name="LargestDifference">The largest difference between the model's outputs before and after, as a share of the largest output; not a number where they were not compared.</param>
public sealed record FoldedNorms(IReadOnlyList<FoldedNorm> Folded, IReadOnlyList<KeptNorm> Kept, double LargestDifference);
