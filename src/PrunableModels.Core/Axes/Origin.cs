namespace PrunableModels.Core;

/// <summary>The place in a model class to which a finding belongs.</summary>
/// <param name="Class">The class, by its metadata name.</param>
/// <param name="Member">The method or constructor.</param>
/// <param name="Expression">The expression as it was read; analyzers know its location in the source.</param>
public sealed record Origin(string Class, string Member, Expression Expression)
{
    /// <summary>The place in words, such as <c>Classifier.forward: x.view(-1, 512)</c>.</summary>
    public override string ToString() => $"{TypeIds.Short(Class)}.{Member}: {Expression.ToText()}";
}
