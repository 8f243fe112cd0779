namespace PrunableModels.Idioms.Tests;

/// <summary>Names an idiom of <see cref="IdiomRows"/> that a test is about.</summary>
/// <param name="row">The idiom.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class CoversAttribute(string row) : Attribute
{
    /// <summary>The idiom.</summary>
    public string Row { get; } = row;
}
