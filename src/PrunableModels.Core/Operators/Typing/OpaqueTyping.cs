namespace PrunableModels.Core;

/// <summary>An operation without a signature: everything that flows in is kept.</summary>
internal sealed class OpaqueTyping : ITyping
{
    public void Apply(Application application) =>
        application.GiveUp(KeptKind.UnknownOperation, $"{application.Node.Function} is not a known operation");
}
