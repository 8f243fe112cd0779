namespace PrunableModels;

/// <summary>A group that is not removed before the end of training, though structures of it are at zero.</summary>
/// <param name="Id">The group's <see cref="LinkedGroup.Id"/>.</param>
/// <param name="Reason">Why it has to wait.</param>
public sealed record WaitingGroup(string Id, string Reason);
