namespace PrunableModels.Core;

/// <summary>An operation without a signature: everything that flows in is kept.</summary>
internal sealed class OpaqueTyping : ITyping
{
    public void Apply(Application application) => application.GiveUp(
        KeptKind.UnknownOperation,
        application.Node.Layer is { } layer && LayerTable.Opaque.TryGetValue(layer.Class, out var why) ? $"{application.Node} {why}" : $"{application.Node.Function} is not a known operation");
}
