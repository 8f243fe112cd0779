using System;

namespace PrunableModels.Core;

/// <summary>A text is no signature.</summary>
public sealed class SignatureFormatException : FormatException
{
    internal SignatureFormatException(string text, int position, string problem)
        : base($"column {position + 1} of '{text}': {problem}")
    {
        Position = position;
        Problem = problem;
    }

    /// <summary>Where in the text, counted from 0.</summary>
    public int Position { get; }

    /// <summary>What is wrong, without the place.</summary>
    public string Problem { get; }
}
