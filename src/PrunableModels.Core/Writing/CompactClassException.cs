using System;

namespace PrunableModels.Core;

/// <summary>A model has something that cannot be written as a compact class; the message says what, where, and what to do.</summary>
public sealed class CompactClassException : Exception
{
    internal CompactClassException(string what, Origin? origin, string advice)
        : base($"{what}{(origin is null ? "" : $" ({origin})")}. {advice}") => Origin = origin;

    /// <summary>The place in the model's source, or null where it has none.</summary>
    public Origin? Origin { get; }
}
