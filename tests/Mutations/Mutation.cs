namespace PrunableModels.Mutations;

/// <summary>A source file after mutations, as somebody might leave it while typing.</summary>
/// <param name="Number">Its number; with the seed it tells what was done.</param>
/// <param name="File">The file that was mutated.</param>
/// <param name="Text">What it says now.</param>
/// <param name="Changes">What was done to it, in words.</param>
internal sealed record Mutation(int Number, string File, string Text, string Changes);
