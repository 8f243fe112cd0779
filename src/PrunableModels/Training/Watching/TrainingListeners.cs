using System;

namespace PrunableModels;

/// <summary>Listeners to a run of sparse training put together.</summary>
public static class TrainingListeners
{
    /// <summary>A listener that passes every event on to two others, e.g. <c>Progress = view.And(report)</c>.</summary>
    /// <param name="first">Hears first; what it throws keeps the event from the other.</param>
    /// <param name="second">Hears second.</param>
    public static IProgress<TrainingEvent> And(this IProgress<TrainingEvent> first, IProgress<TrainingEvent> second) => new Both(first, second);

    private sealed class Both(IProgress<TrainingEvent> first, IProgress<TrainingEvent> second) : IProgress<TrainingEvent>
    {
        public void Report(TrainingEvent value)
        {
            first.Report(value);
            second.Report(value);
        }
    }
}
