using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>How many of a model's parameters belong to groups.</summary>
internal sealed class GroupParameters(Graph graph)
{
    private readonly Dictionary<string, TensorLeaf> leaves = graph.Leaves.Select(v => v.Leaf!).GroupBy(l => l.Path).ToDictionary(l => l.Key, l => l.First());

    /// <summary>How many belong to one of these, each counted once; null where an extent is not known.</summary>
    public long? Of(IReadOnlyCollection<PruningGroup> groups)
    {
        var spaces = new HashSet<Space>(groups.Select(g => g.Space));
        long sum = 0;
        foreach (var tensor in groups.SelectMany(g => g.Occurrences).Where(o => !leaves[o.Path].IsBuffer).GroupBy(o => o.Path))
        {
            var shape = Shape(leaves[tensor.Key]);
            if (shape is null)
            {
                return null;
            }

            // What no axis covers stays.
            var (all, left) = (1L, 1L);
            for (var axis = 0; axis < shape.Count; axis++)
            {
                var occurrence = tensor.FirstOrDefault(o => o.Axis == axis);
                var covered = occurrence is null ? 0 : Covered(occurrence.Type, spaces, shape[axis]);
                if (covered is null)
                {
                    return null;
                }

                (all, left) = (all * shape[axis], left * (shape[axis] - covered.Value));
            }

            sum += all - left;
        }

        return sum;
    }

    private static IReadOnlyList<long>? Shape(TensorLeaf leaf)
    {
        var extents = leaf.Shape.Select(e => e.IsConstant(out var known) ? (long?)known : null).ToList();
        return extents.Contains(null) ? null : [.. extents.Select(e => e!.Value)];
    }

    private static long? Covered(AxisType axis, HashSet<Space> spaces, long extent) =>
        axis.TermExtents(extent) is { } extents
            ? axis.Terms.Zip(extents, (term, length) => term.Factors.Any(f => f.Space is { } space && spaces.Contains(space)) ? length : 0).Sum()
            : null;
}
