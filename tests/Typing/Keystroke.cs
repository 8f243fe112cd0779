namespace PrunableModels.Typing;

/// <summary>What an editor holds after a key was pressed.</summary>
/// <param name="Text">The file: what was typed, and what the editor closed on its own.</param>
/// <param name="Caret">How much was typed.</param>
/// <param name="IsPause">Whether one looks up here: after a statement, a block or a line.</param>
internal readonly record struct Keystroke(string Text, int Caret, bool IsPause);
