namespace PrunableModels;

/// <summary>A criterion and its share in the score.</summary>
/// <param name="Criterion">The criterion.</param>
/// <param name="Weight">What its normalised scores are multiplied by; HESSO gives each of its five 0.2.</param>
public sealed record WeightedCriterion(ISaliencyCriterion Criterion, double Weight = 0.2);
