using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.CSharp;
using PrunableModels.Mutations;
using PrunableModels.Typing;

namespace PrunableModels.Benchmarks;

/// <summary>
/// Models of some 200 lines that are typed key by key. No language server can be restored to type in, so a workspace stands for one.
/// </summary>
internal sealed class TypingSuite : ISuite
{
    private const int Warmings = 400;
    private const int QuickKeys = 600;
    private const int MostNamed = 10;
    private const int KeysOfStep = 100;
    private const double MedianGoal = 10;
    private const double WorstGoal = 50;
    private static readonly string[] Files = ["InceptionV3.cs", "Swin.cs", "Whisper.cs"];

    public string Name => "typing";

    public string Description => "models typed key by key: what analyzers cost at each, fixes at pauses, no exception";

    public SuiteResult Run(SuiteOptions options)
    {
        var zoo = new MutatedZoo(ZooSources.All, new(LanguageVersion.Latest), Files);
        var files = Files.Select(f => ZooSources.All.Single(s => s.Name == f)).ToList();
        var most = options.Count ?? (options.Quick ? QuickKeys : int.MaxValue);
        _ = Type(zoo, files[0], Warmings);
        var typed = files.Select(f => (File: f, Keys: Type(zoo, f, most))).ToList();
        var failures = typed.SelectMany(t => t.Keys.SelectMany(k => k.Failures.Select(e => $"{t.File.Name}, key {k.Key.Caret}: {e.ReplaceLineEndings(" ")}"))).ToList();
        var (median, worst) = (typed.Max(t => Milliseconds(t.Keys).Median), typed.Max(t => Worst(t.Keys)));
        return new(
            ["file", "lines", "keys", "analyzers ms", "p99", "most", "generator ms", "p99", "with a diagnostic", "fixes"],
            [.. typed.Select(t => Describe(t.File, t.Keys))],
            [
                "Analyzers: the time in their actions, as the compiler's analyzer driver takes it, after the compiler has bound the file for its own diagnostics; what they make it bind beyond that counts.",
                "The generator runs before them, over the same text; its time has the binding in it that it asks for.",
                .. most < int.MaxValue ? [$"Of each file the last {most} keys are typed."] : Array.Empty<string>(),
                .. failures.Take(MostNamed),
            ],
            [
                new("exceptions", $"{failures.Count}", "0", failures.Count == 0),
                new("a key, the slowest file's median", $"{median:F2} ms", "< 10 ms", median < MedianGoal),
                new("a key, the slowest file's 99th percentile", $"{worst:F2} ms", "< 50 ms", worst < WorstGoal),
                new("files with diagnostics meanwhile", $"{typed.Count(t => t.Keys.Any(k => k.Diagnostics.Count > 0))} of {typed.Count}", "all", typed.All(t => t.Keys.Any(k => k.Diagnostics.Count > 0))),
            ]);
    }

    private static List<TypedKey> Type(MutatedZoo zoo, SourceFile file, int most)
    {
        using var session = new TypingSession(zoo.Compilations[file.Name], file.Name);
        var keys = new List<TypedKey>();
        foreach (var key in Typist.Type(file.Text).TakeLast(most))
        {
            keys.Add(session.Press(key).GetAwaiter().GetResult());
            Console.Error.Write(keys.Count % KeysOfStep == 0 ? $"\r{file.Name}: {keys.Count} keys" : "");
        }

        return keys;
    }

    private static Quartiles Milliseconds(IEnumerable<TypedKey> keys) => Quartiles.Of(keys.Select(k => k.Analyzers.TotalMilliseconds));

    private static double Worst(IReadOnlyList<TypedKey> keys) => Percentile99(keys.Select(k => k.Analyzers.TotalMilliseconds));

    private static double Percentile99(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count * 99 / 100];
    }

    private static Row Describe(SourceFile file, IReadOnlyList<TypedKey> keys)
    {
        var (analyzers, generator) = (Milliseconds(keys), Quartiles.Of(keys.Select(k => k.Generator.TotalMilliseconds)));
        var (worst, most, generatorWorst) = (Worst(keys), keys.Max(k => k.Analyzers.TotalMilliseconds), Percentile99(keys.Select(k => k.Generator.TotalMilliseconds)));
        var (lines, said, fixes) = (file.Text.Count(c => c == '\n'), keys.Count(k => k.Diagnostics.Count > 0), keys.Sum(k => k.Fixes));
        return new(
            [file.Name, $"{lines}", $"{keys.Count}", analyzers.ToString("F2"), $"{worst:F2}", $"{most:F2}", generator.ToString("F2"), $"{generatorWorst:F2}", $"{said}", $"{fixes}"],
            new()
            {
                ["file"] = file.Name, ["lines"] = lines, ["keys"] = keys.Count, ["analyzerMilliseconds"] = Json(analyzers), ["analyzerPercentile99"] = worst, ["analyzerMost"] = most,
                ["generatorMilliseconds"] = Json(generator), ["generatorPercentile99"] = generatorWorst, ["keysWithDiagnostics"] = said, ["fixes"] = fixes,
            });
    }

    private static JsonArray Json(Quartiles q) => [q.Lower, q.Median, q.Upper];
}
