namespace PrunableModels.Reports.Tests;

/// <summary>Keeps what it hears.</summary>
internal sealed class Listener : IProgress<TrainingEvent>
{
    public List<TrainingEvent> Events { get; } = [];

    public IEnumerable<T> Of<T>() => Events.OfType<T>();

    public void Report(TrainingEvent value) => Events.Add(value);
}
