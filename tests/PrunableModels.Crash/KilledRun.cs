using System.Diagnostics;
using System.Globalization;

namespace PrunableModels.Crash;

/// <summary>A training run that is killed again and again, each time at another moment, and goes on in a new process.</summary>
/// <param name="Kills">How often it was killed.</param>
/// <param name="WithinSaving">How many of the kills left a half-written file beside the checkpoint.</param>
/// <param name="Steps">The steps that were compared, those taken twice counted twice.</param>
/// <param name="Faults">In words, every step that was not as in the undisturbed run, and every process that failed.</param>
public sealed record KilledRun(int Kills, int WithinSaving, int Steps, IReadOnlyList<string> Faults)
{
    /// <summary>A little over the time that a checkpoint takes.</summary>
    private const double LongestDelayMilliseconds = 6;

    /// <summary>Trains undisturbed, then under kills, and compares every step.</summary>
    /// <param name="method">How to train.</param>
    /// <param name="kills">How often to kill.</param>
    /// <param name="seed">What the moments are drawn from.</param>
    /// <param name="folder">An empty folder for the checkpoint.</param>
    public static KilledRun Of(Method method, int kills, int seed, string folder)
    {
        // A process gets two or three steps further before it is killed; the last one goes to the end.
        var steps = Math.Max(20, 3 * kills);
        using var undisturbed = new ChildProcess("train", "-", method.Name, $"{steps}");
        var run = new Comparison(undisturbed.Finish());
        var random = new Random(seed);
        var checkpoint = Path.Combine(folder, "run.checkpoint");
        var killed = 0;
        try
        {
            while (killed < kills && run.Faults.Count == 0)
            {
                using var child = new ChildProcess("train", checkpoint, method.Name, $"{steps}");
                killed += KillAtRandom(child, random, run) ? 1 : 0;
                if (run.Furthest == steps)
                {
                    File.Delete(checkpoint);
                    run.Furthest = 0;
                }
            }

            using var last = new ChildProcess("train", checkpoint, method.Name, $"{steps}");
            run.Take(last.Finish());
            if (run.Furthest != steps)
            {
                run.Faults.Add($"the last process ended after step {run.Furthest} of {steps}");
            }
        }
        catch (InvalidOperationException e)
        {
            run.Faults.Add(e.Message);
        }

        var withinSaving = Directory.EnumerateFiles(folder, "*.tmp").Count();
        return new(killed, withinSaving, run.Count, run.Faults);
    }

    /// <summary>Half of the kills come at any moment of a step, the other half while a checkpoint is written.</summary>
    private static bool KillAtRandom(ChildProcess child, Random random, Comparison run)
    {
        var stop = random.Next(2) == 0 ? "step " : "saving ";
        var left = 1 + random.Next(3);
        while (child.ReadLine() is { } line)
        {
            run.Take([line]);
            if (line.StartsWith(stop, StringComparison.Ordinal) && --left == 0)
            {
                Wait(random.NextDouble() * LongestDelayMilliseconds);
                run.Take(child.Kill());
                return true;
            }
        }

        run.Take(child.Finish());
        return false;
    }

    /// <summary>Sleeping would be too coarse.</summary>
    private static void Wait(double milliseconds)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalMilliseconds < milliseconds)
        {
            Thread.SpinWait(20);
        }
    }

    /// <summary>What the undisturbed run printed, and how other runs differ from it.</summary>
    private sealed class Comparison(IReadOnlyList<string> undisturbed)
    {
        private readonly HashSet<string> expected = [.. undisturbed];

        public List<string> Faults { get; } = [];

        public int Count { get; private set; }

        /// <summary>The last step that was seen.</summary>
        public int Furthest { get; set; }

        public void Take(IEnumerable<string> lines)
        {
            foreach (var words in lines.Select(line => line.Split(' ')).Where(words => words is ["step", _, { Length: 64 }]))
            {
                Count++;
                Furthest = int.Parse(words[1], CultureInfo.InvariantCulture);
                if (!expected.Contains(string.Join(' ', words)))
                {
                    Faults.Add($"step {words[1]} is not as in the undisturbed run");
                }
            }
        }
    }
}
