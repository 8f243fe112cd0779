using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;

namespace PrunableModels.Reports;

/// <summary>A model as it was when its run began: operators, and the tensors between them.</summary>
/// <param name="Nodes">The operators, inputs and outputs, in the order in which they compute.</param>
/// <param name="Edges">What flows.</param>
/// <param name="Legend">What the colours mean.</param>
public sealed record ReportGraph(IReadOnlyList<ReportNode> Nodes, IReadOnlyList<ReportEdge> Edges, IReadOnlyList<ReportNode> Legend)
{
    /// <summary>What can be shown of a picture.</summary>
    internal static ReportGraph Of(Picture picture)
    {
        var operators = picture.Nodes.Where(n => n.Cluster != Picture.LegendCluster).ToList();
        var places = operators.Select((n, i) => (n.Id, Index: i)).ToDictionary(n => n.Id, n => n.Index);
        return new(
            [.. operators.Select(Shown)],
            [.. picture.Edges.Where(e => places.ContainsKey(e.From) && places.ContainsKey(e.To)).Select(e => new ReportEdge(places[e.From], places[e.To], e.Label))],
            [.. picture.Nodes.Where(n => n.Cluster == Picture.LegendCluster).Select(Shown)]);
    }

    private static ReportNode Shown(PictureNode node) => new(node.Label, node.Tooltip, [.. node.Style.Fill]);
}
