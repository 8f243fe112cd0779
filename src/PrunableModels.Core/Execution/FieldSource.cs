namespace PrunableModels.Core;

/// <summary>The field of a module from which a number was read.</summary>
/// <param name="Owner">The module.</param>
/// <param name="Field">The field's name.</param>
public sealed record FieldSource(ModuleObject Owner, string Field)
{
    /// <inheritdoc/>
    public override string ToString() => Owner.PathOf(Field);
}
