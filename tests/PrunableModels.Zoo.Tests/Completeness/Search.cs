namespace PrunableModels.Zoo.Tests.Completeness;

/// <summary>
/// Looks for structures that can be removed, by trying. From one layer's channels on it adds, where the narrowed model stops running,
/// the channels of a layer that was called before; whichever gets furthest is followed first.
/// </summary>
/// <param name="subject">The model.</param>
/// <param name="depth">How many layers' channels go together at most.</param>
/// <param name="trialsOfStart">How many trials a start may take.</param>
/// <param name="trials">How many trials the model may take.</param>
internal sealed class Search(Subject subject, int depth, int trialsOfStart, int trials)
{
    private const int Branches = 4;

    /// <summary>The trials that agreed.</summary>
    public List<Trial> Found { get; } = [];

    /// <summary>How many starts were tried.</summary>
    public int StartsTried { get; private set; }

    /// <summary>How many starts there are.</summary>
    public int StartsInAll { get; private set; }

    /// <summary>How many trials were made.</summary>
    public int Made { get; private set; }

    /// <summary>How many of them ran through.</summary>
    public int Ran { get; private set; }

    /// <summary>Searches.</summary>
    public Search Go()
    {
        var starts = Starts.Of(subject).ToList();
        StartsInAll = starts.Count;
        foreach (var start in starts.TakeWhile(_ => Made < trials))
        {
            if (Found.Any(f => f.Contains(start)))
            {
                continue;
            }

            StartsTried++;
            From(start);
        }

        return this;
    }

    private void From(Trial start)
    {
        var queue = new PriorityQueue<Trial, (int Progress, int Order)>();
        var seen = new HashSet<string>(StringComparer.Ordinal) { start.ToString() };
        queue.Enqueue(start, (0, 0));
        for (var run = 0; run < trialsOfStart && queue.TryDequeue(out var trial, out var priority); run++)
        {
            var (verdict, called) = trial.Run(subject);
            Made++;
            Ran += verdict == Verdict.DoesNotRun ? 0 : 1;
            if (verdict == Verdict.Agrees)
            {
                Found.Add(trial);
                return;
            }

            // A layer too many never lets a model run further than before.
            if (verdict != Verdict.DoesNotRun || trial.Removed.Count >= depth || called.Count < -priority.Progress)
            {
                continue;
            }

            foreach (var (next, order) in Extensions(start, trial, called).Where(e => seen.Add(e.ToString())).Take(Branches).Select((e, i) => (e, i)))
            {
                queue.Enqueue(next, (-called.Count, order));
            }
        }
    }

    // The layer called last comes first, then what was called before it, and parameters that no layer owns.
    private IEnumerable<Trial> Extensions(Trial start, Trial trial, IReadOnlyList<Layer> called)
    {
        var (first, channels) = start.Removed.Single();
        var others = called.Reverse().Concat(subject.Layers.Where(l => l.Module is null)).Distinct().Where(l => l.Width > 0 && !trial.Removed.ContainsKey(l)).ToList();
        foreach (var other in others.Where(o => o.Width == first.Width))
        {
            yield return trial.With(other, channels);
        }

        foreach (var other in others.Where(o => o.Width > first.Width && o.Width % first.Width == 0))
        {
            var factor = other.Width / first.Width;
            yield return trial.With(other, channels.SelectMany(c => Enumerable.Range(0, (int)factor).Select(i => (c * factor) + i)));
            yield return trial.With(other, channels.SelectMany(c => Enumerable.Range(0, (int)factor).Select(i => c + (i * first.Width))));
        }

        // Of a product one factor alone, where the start takes the same of every other.
        foreach (var other in others.Where(o => o.Width < first.Width && first.Width % o.Width == 0))
        {
            var factor = first.Width / other.Width;
            var (block, strided) = (channels.Select(c => c / factor).ToHashSet(), channels.Select(c => c % other.Width).ToHashSet());
            if (block.Count * factor == channels.Count)
            {
                yield return trial.With(other, block);
            }
            else if (strided.Count * factor == channels.Count)
            {
                yield return trial.With(other, strided);
            }
        }
    }
}
