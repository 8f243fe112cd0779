namespace PrunableModels.Core;

/// <summary>A layer whose parameters have no path, because it is not registered: what flows into it is kept.</summary>
internal sealed class UnregisteredTyping : ITyping
{
    public void Apply(Application application) =>
        application.GiveUp(KeptKind.Unregistered, $"a {application.Node.Function} is used that is not registered, so that its parameters cannot be found");
}
