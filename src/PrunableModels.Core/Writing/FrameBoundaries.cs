using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// The tensors that cross the edges of calls. A block that puts a tensor into its caller's list, or takes one out of it, has it as
/// a result or a parameter when it is written: the written classes need no lists.
/// </summary>
internal sealed class FrameBoundaries
{
    private readonly Dictionary<Frame, FrameBoundary> boundaries = [];
    private readonly HashSet<GraphValue> left = [];
    private readonly Dictionary<GraphValue, string> names = [];
    private readonly Frame root;

    private FrameBoundaries(Frame root) => this.root = root;

    public FrameBoundary this[Frame frame] => boundaries[frame];

    public static FrameBoundaries Of(Graph graph)
    {
        var all = new FrameBoundaries(graph.Root);
        all.Open(graph.Root);
        all.boundaries.Keys.ToList().ForEach(all.Use);
        all.boundaries.Keys.ToList().ForEach(all.Name);

        return all;
    }

    /// <summary>What a tensor is called that a block leaves in a list: one of what the list is called. Null for others.</summary>
    public string? NameOf(GraphValue value) => names.TryGetValue(value, out var name) ? name : null;

    private void Name(Frame frame)
    {
        foreach (var part in frame.Inputs.Where(i => i.IsPacked && i.Parameter is not null))
        {
            foreach (var version in FrameValues.Versions(part.Value).Where(v => left.Contains(v) && !names.ContainsKey(v)))
            {
                names.Add(version, Identifiers.Singular(part.Parameter!));
            }
        }
    }

    private void Open(Frame frame)
    {
        boundaries.Add(frame, new(frame));
        foreach (var call in frame.Steps.Select(s => s.Call).OfType<Frame>())
        {
            Open(call);
        }
    }

    private void Use(Frame frame)
    {
        foreach (var step in frame.Steps)
        {
            var operands = step.Node is { } node ? node.Operands.OfType<GraphValue>() : boundaries[step.Call!].Inputs.Select(i => i.Value);
            operands.ToList().ForEach(o => Use(o, frame));
        }

        frame.Outputs.ToList().ForEach(o => Use(o, frame));
    }

    // From the call that uses a tensor outwards, to the first that knows it or calls what makes it.
    private void Use(GraphValue used, Frame frame)
    {
        if (used.Leaf is not null)
        {
            return;
        }

        var versions = FrameValues.Versions(used);
        var first = versions[versions.Count - 1];
        var passed = new List<Frame>();
        for (var at = frame; at is not null; at = at.Caller)
        {
            var known = versions.FirstOrDefault(v => Home(v) == at || boundaries[at].Takes(v));
            if (known is null && Makers(first, at) is { } makers)
            {
                makers.ForEach(m => Leave(m, first));
                known = first;
            }

            if (known is not null)
            {
                passed.ForEach(p => boundaries[p].Take(known));
                return;
            }

            passed.Add(at);
        }
    }

    private void Leave(Frame frame, GraphValue value)
    {
        if (!boundaries[frame].Gives(value))
        {
            boundaries[frame].Leave(value);
            left.Add(value);
        }
    }

    private Frame Home(GraphValue value) => value.Producer?.Frame ?? root;

    // The calls inside one from which a tensor has to be returned to it; null where it is made elsewhere.
    private List<Frame>? Makers(GraphValue value, Frame outer)
    {
        var makers = new List<Frame>();
        for (var at = Home(value); at != outer; at = at.Caller)
        {
            if (at.Caller is null)
            {
                return null;
            }

            makers.Add(at);
        }

        return makers;
    }
}
