using System.Globalization;
using PrunableModels.Traces;

namespace PrunableModels.Benchmarks;

/// <summary>Traces recorded from the released HESSO and HESSO-CRIC, replayed with the switches that follow them.</summary>
internal sealed class TracesSuite : ISuite
{
    private const float LossTolerance = 1e-5f;
    private const float ParameterTolerance = 1e-5f;
    private const float ScoreTolerance = 1e-4f;

    public string Name => "traces";

    public string Description => "the recorded traces of a folder: the same index sets, parameters and scores";

    public bool TakesFolder => true;

    public SuiteResult Run(SuiteOptions options)
    {
        if (!Directory.Exists(options.Folder))
        {
            throw new DirectoryNotFoundException($"There is no folder '{options.Folder}'.");
        }

        var traces = TraceFile.In(options.Folder).Select(trace => (trace.Name, Differences: TraceReplay.Run(trace))).ToArray();
        var differences = traces.Select(t => t.Differences).ToArray();
        var (equal, loss, parameter, score) = (differences.Count(d => d.FirstSet is null), Largest(d => d.Loss), Largest(d => d.Parameter), Largest(d => d.Score));
        return new(
            ["trace", "index sets", "compared", "loss", "parameter", "score", "switches"],
            [.. traces.Select(t => Describe(t.Name, t.Differences))],
            [.. traces.Where(t => t.Differences.FirstSet is not null).Select(t => $"{t.Name}: {t.Differences.FirstSet}")],
            [
                new("traces", $"{traces.Length}", ">= 1", traces.Length > 0),
                new("index sets equal", $"{equal} of {traces.Length}", "all", equal == traces.Length),
                new("largest loss difference", Text(loss), $"<= {Text(LossTolerance)}", loss <= LossTolerance),
                new("largest parameter difference", Text(parameter), $"<= {Text(ParameterTolerance)}", parameter <= ParameterTolerance),
                new("largest relative score difference", Text(score), $"<= {Text(ScoreTolerance)}", score <= ScoreTolerance),
            ]);

        float Largest(Func<TraceDifferences, float> difference) => differences.Any(d => float.IsNaN(difference(d))) ? float.NaN : differences.Select(difference).DefaultIfEmpty().Max();
    }

    private static Row Describe(string name, TraceDifferences d) => new(
        [name, d.FirstSet is null ? "equal" : "differ", $"{d.Sets}", Text(d.Loss), Text(d.Parameter), Text(d.Score), TraceOptions.Switches],
        new()
        {
            ["trace"] = name, ["setsEqual"] = d.FirstSet is null, ["firstDifferentSet"] = d.FirstSet, ["sets"] = d.Sets, ["loss"] = Text(d.Loss),
            ["parameter"] = Text(d.Parameter), ["parameters"] = d.Parameters, ["score"] = Text(d.Score), ["scores"] = d.Scores, ["switches"] = TraceOptions.Switches,
        });

    private static string Text(float value) => value.ToString("0.0e0", CultureInfo.InvariantCulture);
}
