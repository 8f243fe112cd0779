using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PrunableModels.Analysis;

namespace PrunableModels.Benchmarks;

/// <summary>What the generator costs while a solution of a hundred models is edited.</summary>
internal sealed class GeneratorSuite : ISuite
{
    private const int Warmings = 60;
    private const int Edits = 101;
    private const int QuickEdits = 31;
    private const int FirstRuns = 9;
    private const int QuickFirstRuns = 3;

    public string Name => "generator";

    public string Description => "the generator on a solution of 100 models: a first run, an unrelated edit, an edit in one model, each beside a bare generator";

    public SuiteResult Run(SuiteOptions options)
    {
        var solution = ModelSolution.Create();
        RequireModels(solution);
        var edits = options.Count ?? (options.Quick ? QuickEdits : Edits);
        var first = Enumerable.Range(0, options.Quick ? QuickFirstRuns : FirstRuns).Select(_ => GeneratorPair.First(solution)).ToList();
        var unrelated = Toggled(solution, ModelSolution.Unrelated, edits, "(1 - discount)", "(2 - discount)");
        var model = Toggled(solution, ModelSolution.ResNet50, edits, "conv2 = Conv2d(planes, planes, 3, stride: stride, padding: 1", "conv2 = Conv2d(planes, planes, 5, stride: stride, padding: 2");
        var (unrelatedEmitted, modelEmitted) = (Emitted(solution, ModelSolution.Unrelated, "(1 - discount)", "(2 - discount)"), Emitted(solution, ModelSolution.ResNet50, "planes, 3, stride", "planes, 5, stride"));
        var ratio = Quartiles.Of(unrelated.Select(r => r.Own.Milliseconds / r.Bare.Milliseconds));
        var edit = Quartiles.Of(model.Select(r => r.Own.Milliseconds));
        return new(
            ["run", "generator ms", "bare ms", "ratio", "generator MB", "bare MB", "files emitted"],
            [Describe("first run", first, null), Describe("unrelated edit", unrelated, unrelatedEmitted), Describe("edit in ResNet-50", model, modelEmitted)],
            [],
            [
                new("unrelated edit, ratio to a bare generator", ratio.ToString("F2"), "<= 1.5", ratio.Median <= 1.5),
                new("files emitted after an unrelated edit", $"{unrelatedEmitted}", "0", unrelatedEmitted == 0),
                new("files emitted after an edit in ResNet-50", $"{modelEmitted}", "1", modelEmitted == 1),
                new("edit in ResNet-50", $"{edit.ToString("F1")} ms", "< 20 ms", edit.Median < 20),
            ]);
    }

    private static List<(Timing Own, Timing Bare)> Toggled(CSharpCompilation solution, string file, int edits, string one, string other)
    {
        var pair = new GeneratorPair(solution);
        var runs = new List<(Timing Own, Timing Bare)>();
        for (var i = 0; i < Warmings + edits; i++)
        {
            var run = i % 2 == 0 ? pair.Edit(file, one, other) : pair.Edit(file, other, one);
            if (i >= Warmings)
            {
                runs.Add(run);
            }
        }

        return runs;
    }

    // Steps are tracked here alone: that costs time.
    private static int Emitted(CSharpCompilation solution, string file, string from, string to)
    {
        var (old, @new) = ModelSolution.Edit(solution, file, from, to);
        var result = ModelSolution.Driver(new PrunableGenerator(), tracked: true).RunGenerators(solution).RunGenerators(solution.ReplaceSyntaxTree(old, @new)).GetRunResult().Results[0];
        return result.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs).Count(o => o.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified);
    }

    // What is measured are models that compile and of which something can be pruned.
    private static void RequireModels(CSharpCompilation solution)
    {
        var result = ModelSolution.Driver(new PrunableGenerator()).RunGeneratorsAndUpdateCompilation(solution, out var generated, out _).GetRunResult().Results[0];
        if (generated.GetDiagnostics().FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error)
        {
            throw new InvalidOperationException($"The solution does not compile: {error}");
        }

        if (result.GeneratedSources.Length != 100 || result.GeneratedSources.FirstOrDefault(s => !s.SourceText.ToString().Contains("groups that can be pruned: ") || s.SourceText.ToString().Contains("groups that can be pruned: 0")) is { HintName: { } empty })
        {
            throw new InvalidOperationException($"Of {result.GeneratedSources.Length} models not all have groups.");
        }
    }

    private static Row Describe(string name, IReadOnlyList<(Timing Own, Timing Bare)> runs, int? emitted)
    {
        var (own, bare) = (Quartiles.Of(runs.Select(r => r.Own.Milliseconds)), Quartiles.Of(runs.Select(r => r.Bare.Milliseconds)));
        var ratio = Quartiles.Of(runs.Select(r => r.Own.Milliseconds / r.Bare.Milliseconds));
        var (ownAllocated, bareAllocated) = (Quartiles.Of(runs.Select(r => r.Own.Megabytes)), Quartiles.Of(runs.Select(r => r.Bare.Megabytes)));
        return new(
            [name, own.ToString("F2"), bare.ToString("F2"), ratio.ToString("F2"), ownAllocated.Median.ToString("F2"), bareAllocated.Median.ToString("F2"), $"{emitted}"],
            new()
            {
                ["run"] = name, ["runs"] = runs.Count, ["generatorMilliseconds"] = Json(own), ["bareMilliseconds"] = Json(bare), ["ratio"] = Json(ratio),
                ["generatorMegabytes"] = Json(ownAllocated), ["bareMegabytes"] = Json(bareAllocated), ["emitted"] = emitted,
            });
    }

    private static JsonArray Json(Quartiles q) => [q.Lower, q.Median, q.Upper];
}
