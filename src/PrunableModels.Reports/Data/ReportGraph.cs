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
    // The frame of a picture that explains its colours.
    private const string LegendFrame = "groups";

    /// <summary>What can be shown of a picture.</summary>
    internal static ReportGraph Of(Picture picture)
    {
        var operators = picture.Nodes.Where(n => n.Cluster != LegendFrame).ToList();
        var places = operators.Select((n, i) => (n.Id, Index: i)).ToDictionary(n => n.Id, n => n.Index);
        return new(
            [.. operators.Select(Shown)],
            [.. picture.Edges.Where(e => places.ContainsKey(e.From) && places.ContainsKey(e.To)).Select(e => new ReportEdge(places[e.From], places[e.To], e.Label))],
            [.. picture.Nodes.Where(n => n.Cluster == LegendFrame).Select(Shown)]);
    }

    private static ReportNode Shown(PictureNode node) => new(node.Label, node.Tooltip, [.. node.Style.Fill]);
}

/// <summary>An operator.</summary>
/// <param name="Label">What is written in it.</param>
/// <param name="Remark">What else there is to say of it: its groups, or why they are kept.</param>
/// <param name="Colors">The colours of its groups.</param>
public sealed record ReportNode(string Label, string? Remark, IReadOnlyList<string> Colors);

/// <summary>A tensor that flows.</summary>
/// <param name="From">The number of the node that it comes from.</param>
/// <param name="To">The number of the node that reads it.</param>
/// <param name="Shape">Its shape, as far as it is known.</param>
public sealed record ReportEdge(int From, int To, string Shape);
