namespace PrunableModels.Core;

/// <summary>A condition on numbers that a tensor holds: with every call the model may go another way.</summary>
/// <param name="Text">The condition.</param>
/// <param name="At">Where it stands.</param>
public sealed record DataCondition(string Text, Origin At);
