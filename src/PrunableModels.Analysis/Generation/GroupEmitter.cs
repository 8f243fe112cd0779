using System.Linq;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>Writes the pruning dependency graph: every group, prunable or kept, with the axes in which it occurs.</summary>
internal static class GroupEmitter
{
    private const string Ours = "global::PrunableModels";

    /// <summary>Writes the groups of every configuration that was looked at.</summary>
    public static void Emit(SourceWriter writer, AnalysisResult analysis, string hiding)
    {
        writer.Line($"/// <summary>{Summary(analysis)}</summary>");
        writer.Line($"public {hiding}static global::System.Collections.Generic.IReadOnlyList<{Ours}.GroupTemplate> PruningGroups {{ get; }} =");
        writer.Line("[");
        writer.Indented(() =>
        {
            foreach (var configuration in analysis.Configurations)
            {
                foreach (var group in configuration.Groups.All)
                {
                    Group(writer, group, configuration.Assumptions);
                }
            }
        });
        writer.Line("];");
    }

    private static string Summary(AnalysisResult analysis) => analysis switch
    {
        { Configurations: [var only] } => $"The pruning dependency graph; groups that can be pruned: {only.Groups.Prunable.Count()}, kept: {only.Groups.Kept.Count()}.",
        { Configurations.Count: 0 } => "The pruning dependency graph; the model could not be analysed when it was compiled.",
        _ => $"The pruning dependency graph for {analysis.Configurations.Count} ways in which the model can be built.",
    };

    private static void Group(SourceWriter writer, PruningGroup group, Assumptions assumptions)
    {
        var decided = assumptions.Describe();
        writer.Line($"new({ModelEmitter.Literal(group.Id)}, {ModelEmitter.Literal(group.Extent.ToString())}, {ModelEmitter.Literal(group.Kept?.ToString())},");
        writer.Line("[");
        writer.Indented(() =>
        {
            foreach (var o in group.Occurrences)
            {
                var layout = o.Type.IsSpace(out _) ? "" : $", {ModelEmitter.Literal(o.Type.ToString())}";
                writer.Line($"new({ModelEmitter.Literal(o.Path)}, {o.Axis}, {Ours}.SliceRole.{o.Role}{layout}),");
            }
        });
        writer.Line(decided.Length == 0 ? "])," : $"]) {{ Assuming = {ModelEmitter.Literal(decided)} }},");
    }
}
