using PrunableModels.Studies;

namespace PrunableModels.Benchmarks;

/// <summary>Networks trained dense and pruned by every method with the same number of steps: what that costs in accuracy.</summary>
internal sealed class QualitySuite : ISuite
{
    private const double Tolerance = 1e-5;

    public string Name => "quality";

    public string Description => "three networks, dense and by every method at three sparsities and three seeds, in the same number of steps; goes on with what is missing";

    public bool TakesFolder => true;

    public bool KeepsRecords => true;

    public SuiteResult Run(SuiteOptions options)
    {
        var plan = new QualityPlan(options.Folder, options.Quick);
        var path = options.Records ?? Path.Combine(Path.GetTempPath(), "prunable-quality.jsonl");
        Console.Error.WriteLine($"Records: {path}");
        using var records = new RunRecords(path);
        var queue = new RunQueue(records, options.Folder);
        queue.Run(plan.Runs);

        var finished = plan.Runs.Select(run => (Run: run, Result: records.Find(run)!)).Where(r => r.Result is not null).ToList();
        var rows = QualityRow.Of(finished);
        string[] made = [.. QualityNotes.Made(plan), .. Left(options.Quick), .. Builds(finished.Select(f => f.Result))];
        string[] comparisons = [.. QualityNotes.Comparisons(rows), .. QualityNotes.Conduct(rows)];
        var result = new SuiteResult(
            QualityRow.Headings,
            [.. rows.Select(row => row.Show(rows.FirstOrDefault(r => r.Run.Network == row.Run.Network && r.Run.Method == PruningMethod.Dense)))],
            [.. made, .. comparisons, .. queue.Failures],
            [.. Goals(plan, [.. finished.Select(f => f.Result)])]);
        if (options.Markdown is { } page)
        {
            QualityMarkdown.Write(page, result, made, comparisons);
        }

        return result;
    }

    private static IEnumerable<Goal> Goals(QualityPlan plan, IReadOnlyList<RunResult> results)
    {
        yield return new("runs finished", $"{results.Count} of {plan.Runs.Count}", "all", results.Count == plan.Runs.Count);
        var met = results.Count(r => r.Removed == r.Target);
        yield return new("runs that meet their target", $"{met} of {results.Count}", "all", met == results.Count && met > 0);
        var largest = results.Select(r => r.LargestDifference).DefaultIfEmpty(double.NaN).Max();
        yield return new("compact from zeroed outputs on what is held out", $"{largest:E1}", $"<= {Tolerance:E0} of the largest in every run", largest <= Tolerance);
    }

    private static IEnumerable<string> Left(bool isQuick) => isQuick
        ? ["Quick: an eighth of the steps, 70 % alone, one seed, no variants. The networks are hardly trained, so that methods are not to be compared by it."]
        : [];

    private static IEnumerable<string> Builds(IEnumerable<RunResult> results) =>
        results.Select(r => r.Build).Distinct().Count() is > 1 and var builds ? [$"The records are of {builds} builds of the library."] : [];
}
