using System.Text.Json.Nodes;
using TorchSharp;

namespace PrunableModels.Benchmarks;

/// <summary>What a sparse step costs beside TorchSharp's own.</summary>
internal sealed class StepSuite : ISuite
{
    private const double BeforeGoal = 1.10;
    private const double DuringGoal = 1.25;
    private const double WholeGoal = 1.01;

    // With everything by default, a run of 10,000 steps has periods of 200, of which every 4th of the last 66 is scored.
    private const int PeriodSteps = 200;
    private const int PeriodScored = 17;

    // A mask the size of the parameters has a byte where they have a number.
    private const double MemoryGoal = 1.0;

    private static readonly IReadOnlyList<StepPhase> Phases = Enum.GetValues<StepPhase>();

    public string Name => "step";

    public string Description => "time of a sparse step and of the whole training step over TorchSharp's plain optimizer, and the memory for it";

    public SuiteResult Run(SuiteOptions options)
    {
        var schedule = new StepSchedule(options.Count ?? (options.Quick ? 16 : 40));
        var rows = new List<Row>();
        var worst = new Dictionary<string, double>();
        foreach (var @case in StepCase.All)
        {
            foreach (var update in StepUpdate.All)
            {
                foreach (var threads in Environment.ProcessorCount > 1 ? [1, Environment.ProcessorCount] : new[] { 1 })
                {
                    torch.set_num_threads(threads);
                    rows.Add(Row(@case, update, threads, schedule, options.Quick ? 3 : 8, worst));
                }
            }
        }

        return new(
            ["model", "update", "threads", .. Phases.Select(Heading), "a period", "whole step ms", "whole, a period", "extra bytes a parameter"],
            rows,
            [
                "A cell: median (quartiles) of sparse over plain, of pairs of steps that alternate.",
                $"A period: with everything by default, a run of 10,000 steps scores in {PeriodScored} of the {PeriodSteps} steps of a period.",
                "Whole: 1 + what a step of a period, or one after, takes longer in the mean, whichever is more, over forward, backward and plain step.",
            ],
            [
                Goal("step before", BeforeGoal),
                Goal("step during, a period", DuringGoal),
                Goal("step half pruned", DuringGoal),
                Goal("step after", DuringGoal),
                Goal("whole step", WholeGoal),
                Goal("extra bytes a parameter", MemoryGoal),
            ]);

        Goal Goal(string name, double wanted) => new(name, $"{worst[name]:F3}", $"at most {wanted:F2}", worst[name] <= wanted);
    }

    private static Row Row(StepCase @case, StepUpdate update, int threads, StepSchedule schedule, int wholeSteps, Dictionary<string, double> worst)
    {
        using var pair = new StepPair(@case, update, schedule);
        var whole = Quartiles.Of(pair.WholeSteps(wholeSteps)).Median;
        var times = pair.Run().ToLookup(time => time.Phase);
        var ratios = Phases.ToDictionary(phase => phase, phase => Quartiles.Of(times[phase].Select(time => time.Ratio)));
        var longer = Phases.ToDictionary(phase => phase, phase => Quartiles.Of(times[phase].Select(time => time.Longer)).Median);
        var period = OfPeriod(phase => ratios[phase].Median);
        var wholeRatio = 1 + (Math.Max(OfPeriod(phase => longer[phase]), longer[StepPhase.After]) / whole);
        var memory = (double)HeldBytes.BesideTraining(pair.Sparse) / pair.Parameters;
        Note("step before", ratios[StepPhase.Before].Median);
        Note("step during, a period", period);
        Note("step half pruned", ratios[StepPhase.HalfPruned].Median);
        Note("step after", ratios[StepPhase.After].Median);
        Note("whole step", wholeRatio);
        Note("extra bytes a parameter", memory);
        Console.Error.WriteLine($"{@case.Name}, {update.Name}, {threads} threads: done");
        return new(
            [@case.Name, update.Name, $"{threads}", .. Phases.Select(phase => ratios[phase].ToString("F2")), $"{period:F2}", $"{whole:F1}", $"{wholeRatio:F4}", $"{memory:F4}"],
            new JsonObject
            {
                ["model"] = @case.Name, ["update"] = update.Name, ["threads"] = threads,
                ["ratios"] = new JsonObject(Phases.Select(phase => KeyValuePair.Create(Heading(phase), (JsonNode?)ratios[phase].Median))),
                ["period"] = period, ["wholeMilliseconds"] = whole, ["wholeRatio"] = wholeRatio, ["extraBytesPerParameter"] = memory,
            });

        double OfPeriod(Func<StepPhase, double> value) =>
            ((PeriodScored * value(StepPhase.ScoringAndShrinking)) + ((PeriodSteps - PeriodScored) * value(StepPhase.Shrinking))) / PeriodSteps;

        void Note(string goal, double value) => worst[goal] = Math.Max(worst.GetValueOrDefault(goal, double.MinValue), value);
    }

    private static string Heading(StepPhase phase) => phase switch
    {
        StepPhase.ScoringAndShrinking => "scoring, shrinking",
        StepPhase.HalfPruned => "half pruned",
        _ => phase.ToString().ToLowerInvariant(),
    };
}
