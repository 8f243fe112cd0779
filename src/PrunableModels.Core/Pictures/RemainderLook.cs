using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>What is left once segments are erased, without the joints that are spliced.</summary>
internal sealed class RemainderLook : SegmentLook
{
    private readonly Erasure erasure;
    private readonly HashSet<Node> spliced;
    private readonly HashSet<Node> drawn = [];

    /// <summary>Finds what is left.</summary>
    /// <param name="segments">The segments.</param>
    /// <param name="erasure">Which of them are erased.</param>
    public RemainderLook(SegmentGraph segments, Erasure erasure)
        : base(segments, null)
    {
        this.erasure = erasure;
        spliced = [.. erasure.Spliced];
        var live = new HashSet<Node>(erasure.Live);
        var needed = new HashSet<GraphValue>(segments.Graph.Outputs);

        // What is computed from parameters or shapes alone is no part of a segment, and stays where it is read.
        foreach (var node in Enumerable.Reverse(segments.Graph.Nodes).Where(n => n.Outputs.Exists(needed.Contains) && (segments.Of(n) is null || live.Contains(n))))
        {
            drawn.Add(node);
            needed.UnionWith(node.Operands.OfType<GraphValue>());
        }

        drawn.ExceptWith(spliced);
    }

    public override bool Draws(Node node) => drawn.Contains(node);

    public override GraphValue Source(GraphValue value)
    {
        while (value.Producer is { } producer && spliced.Contains(producer))
        {
            value = erasure.Left(producer).First();
        }

        return value;
    }
}
