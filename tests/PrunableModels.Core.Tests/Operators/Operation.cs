using Xunit;

namespace PrunableModels.Core.Tests;

/// <summary>A model around the operation in question: layer a makes structures, layer b reads them.</summary>
internal static class Operation
{
    /// <summary>What can be pruned, and why <c>a.weight</c> is kept where it is.</summary>
    /// <param name="fields">The layers, one a line.</param>
    /// <param name="body">The statements of forward.</param>
    public static (string Prunable, string? Kept) Groups(string fields, string body)
    {
        var groups = Run(fields, body);
        return (
            string.Join(", ", groups.Prunable.Select(g => $"{g.Id} x {g.Extent}")),
            groups.Kept.FirstOrDefault(g => g.Id.StartsWith("a.", StringComparison.Ordinal))?.Kept!.Message);
    }

    /// <summary>The type of what forward computes just before layer b.</summary>
    public static string TypeRead(string fields, string body)
    {
        var graph = Run(fields, body).Graph;
        var read = graph.Nodes.Last(n => n.Layer?.Path == "b").Operands[0]!.Type;
        return $"[{string.Join(", ", read.Axes.Select(graph.Solver.Resolve))}]";
    }

    public static GroupSet Run(string fields, string body, string before = "")
    {
        var lines = fields.Split('\n').Select(f => f.Split('=', 2)).Select(f => $"field Module \"{f[0].Trim()}\" = new {f[1].Trim()}");
        var result = ModelAnalysis.Analyze(ModelProgram.Parse($$"""
            class M {
              {{string.Join("\n  ", lines)}}
              method forward(x) {
                {{before}}
                {{body.Replace("\n", "\n    ")}}
              }
            }
            """));
        Assert.Null(result.Problem);
        var groups = Assert.Single(result.Configurations).Groups;
        Assert.Empty(groups.Mismatches);
        return groups;
    }
}
