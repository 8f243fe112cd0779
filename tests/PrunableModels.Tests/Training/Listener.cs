namespace PrunableModels.Tests.Training;

/// <summary>Remembers what a run tells, and asks something whenever it does.</summary>
internal sealed class Listener : IProgress<TrainingEvent>
{
    public List<TrainingEvent> Events { get; } = [];

    public Action<TrainingEvent>? Asks { get; set; }

    public IEnumerable<T> Of<T>() => Events.OfType<T>();

    public void Report(TrainingEvent value)
    {
        Events.Add(value);
        Asks?.Invoke(value);
    }
}
