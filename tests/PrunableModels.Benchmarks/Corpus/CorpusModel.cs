using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PrunableModels.Analysis;
using PrunableModels.Core;

namespace PrunableModels.Benchmarks;

/// <summary>What was made of a model of the corpus.</summary>
/// <param name="Name">The class.</param>
/// <param name="Operations">How many operations its <c>forward</c> does, over all ways in which it can be built.</param>
/// <param name="Opaque">The operations of which nothing is known, each with its place and reason.</param>
/// <param name="Prunable">How many groups can be pruned.</param>
/// <param name="Kept">The reasons for which groups are kept, one for each group.</param>
/// <param name="Problem">Why not all of it could be analysed, or null.</param>
/// <param name="Exception">What was thrown, or null.</param>
/// <param name="Elapsed">How long reading and analysing took.</param>
internal sealed record CorpusModel(string Name, int Operations, IReadOnlyList<string> Opaque, int Prunable, IReadOnlyList<string> Kept, string? Problem, string? Exception, TimeSpan Elapsed)
{
    /// <summary>Whether all of it is known.</summary>
    public bool IsUnderstood => Problem is null && Exception is null && Opaque.Count == 0;

    /// <summary>Reads and analyses a model as the generator does.</summary>
    public static CorpusModel Of(string name, CSharpCompilation compilation, TorchSymbols symbols)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            var read = ModelReader.Read(compilation.GetTypeByMetadataName(name)!, symbols, tree => compilation.GetSemanticModel(tree), default);
            var analysis = ModelAnalysis.Analyze(read.Program);
            var elapsed = watch.Elapsed;
            var graphs = analysis.Configurations.Select(c => c.Groups.Graph).ToList();
            var problem = analysis.Problem ?? (graphs.Any(g => g.Outputs.Count > 0) ? null : "no tensor is known to come out of its forward");
            return new(
                name,
                graphs.Sum(g => g.Nodes.Count),
                [.. graphs.SelectMany(g => g.Nodes).Where(n => n.Opaque is not null).Select(n => $"{Place(read, n.Origin)}: {n.Opaque!.Message} in {n.Origin?.Expression.ToText()}").Distinct()],
                analysis.Configurations.Sum(c => c.Groups.Prunable.Count()),
                [.. analysis.Configurations.SelectMany(c => c.Groups.Kept).Select(g => $"{g.Id}: {g.Kept}")],
                problem,
                null,
                elapsed);
        }
        catch (Exception e)
        {
            return new(name, 0, [], 0, [], null, e.ToString(), watch.Elapsed);
        }
    }

    private static string Place(ReadModel read, Origin? origin) =>
        origin is not null && read.LocationOf(origin.Expression) is { } location
            ? $"{location.SourceTree!.FilePath}:{location.GetLineSpan().StartLinePosition.Line + 1}"
            : origin is null ? "?" : $"{TypeIds.Short(origin.Class)}.{origin.Member}";
}
