using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>Operators inside their segments: those that can be erased, and where some are, what is erased, what does nothing any more, and which joints are spliced.</summary>
internal class SegmentLook : PictureLook
{
    private static readonly NodeLook Plain = new(PicturePalette.Plain);
    private static readonly NodeLook Erased = new(PicturePalette.Erased, "it is erased", Flow: PictureLine.Dashed);
    private static readonly NodeLook Dead = new(PicturePalette.Dead, "it does nothing any more", Flow: PictureLine.Dotted);
    private static readonly NodeLook Spliced = new(PicturePalette.Spliced, "one tensor is left of it", "spliced");
    private readonly Dictionary<Node, NodeLook> marks = [];

    /// <summary>Marks what an erasure changes.</summary>
    /// <param name="segments">The segments.</param>
    /// <param name="erasure">Which of them are erased; null for none.</param>
    public SegmentLook(SegmentGraph segments, Erasure? erasure)
    {
        Segments = segments;
        Mark(erasure?.Erased.SelectMany(s => s.Nodes), Erased);
        Mark(erasure?.Dead, Dead);
        Mark(erasure?.Spliced, Spliced);
    }

    protected SegmentGraph Segments { get; }

    public override PictureShape Shape(Node node) => Segments.Of(node)?.IsJoint == true ? PictureShape.Hexagon : PictureShape.Box;

    public override NodeLook Of(Node node) => marks.TryGetValue(node, out var mark) ? mark : Plain;

    // A joint speaks for itself.
    public override IEnumerable<PictureCluster> Clusters(Node node) => Segments.Of(node) is { IsJoint: false } segment ? [Cluster(segment)] : [];

    private PictureCluster Cluster(Segment segment)
    {
        var (style, tooltip) = Of(segment.Nodes[0]) is var mark && mark != Plain ? (mark.Style, mark.Tooltip)
            : segment.Kept is { } reason ? (PicturePalette.Segment, $"it cannot be erased: {reason}")
            : (PicturePalette.Erasable, "it can be erased");
        return new($"segment{segment.Number}", segment.Id, style) { Tooltip = tooltip };
    }

    private void Mark(IEnumerable<Node>? nodes, NodeLook mark)
    {
        foreach (var node in nodes ?? [])
        {
            marks.Add(node, mark);
        }
    }
}
