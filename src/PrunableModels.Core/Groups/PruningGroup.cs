using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>What an axis of a parameter or buffer is to a group.</summary>
public enum OccurrenceRole
{
    /// <summary>It produces the structures: scored, driven to zero, removed.</summary>
    Writer,

    /// <summary>A statistic that goes along.</summary>
    Companion,

    /// <summary>It consumes the structures.</summary>
    Reader,
}

/// <summary>One axis in which a group occurs.</summary>
/// <param name="Path">State-dict path of the parameter or buffer.</param>
/// <param name="Axis">The axis, from the front.</param>
/// <param name="Role">What it is to the group.</param>
/// <param name="Type">The axis in terms of spaces, which gives the layout of the group's indices in it.</param>
public sealed record Occurrence(string Path, int Axis, OccurrenceRole Role, AxisType Type);

/// <summary>A space with every place where it occurs: prunable where it has no reason to be kept.</summary>
/// <param name="Id">Stable identity: the path and axis of its first writer.</param>
/// <param name="Space">The space.</param>
/// <param name="Occurrences">The places, in the order in which the model uses them.</param>
public sealed record PruningGroup(string Id, Space Space, IReadOnlyList<Occurrence> Occurrences)
{
    /// <summary>How many structures it has.</summary>
    public Size Extent => Space.Extent;

    /// <summary>Why it is kept, or null where it can be pruned.</summary>
    public KeptReason? Kept => Space.Kept;
}

/// <summary>A model's groups, prunable and kept, and what was found wrong on the way.</summary>
/// <param name="Graph">The execution they come from.</param>
/// <param name="All">Every group, in order of its first writer.</param>
public sealed record GroupSet(Graph Graph, IReadOnlyList<PruningGroup> All)
{
    /// <summary>The groups that can be pruned.</summary>
    public IEnumerable<PruningGroup> Prunable => All.Where(g => g.Kept is null);

    /// <summary>The groups that are kept, each with its reason.</summary>
    public IEnumerable<PruningGroup> Kept => All.Where(g => g.Kept is not null);

    /// <summary>What removing structures has to be made up for with.</summary>
    public IReadOnlyList<Compensation> Compensations => Graph.Compensations;

    /// <summary>Extents that have to be equal and never are.</summary>
    public IReadOnlyList<KeptReason> Mismatches => Graph.Solver.Mismatches;

    /// <summary>Proves what can be removed and collects the groups of a finished graph.</summary>
    public static GroupSet Of(Graph graph)
    {
        new ZeroAnalysis(graph).Run();
        new ScaleAnalysis(graph).Run();
        List<(Space Space, List<Occurrence> Places)> found = [];
        Dictionary<Space, List<Occurrence>> places = [];
        foreach (var leaf in graph.Leaves.Select(v => v.Leaf!))
        {
            for (var axis = 0; axis < leaf.Axes.Length; axis++)
            {
                if (leaf.Axes[axis] is { } type)
                {
                    var resolved = graph.Solver.Resolve(type);
                    var role = leaf.IsWriter[axis] ? OccurrenceRole.Writer : leaf.IsBuffer ? OccurrenceRole.Companion : OccurrenceRole.Reader;
                    foreach (var space in resolved.Spaces)
                    {
                        PlacesOf(space).Add(new(leaf.Path, axis, role, resolved));
                    }
                }
            }
        }

        return new(graph, [.. found.Where(f => f.Places.Exists(o => o.Role == OccurrenceRole.Writer)).Select(f => new PruningGroup(Id(f.Space, f.Places), f.Space, f.Places))]);

        List<Occurrence> PlacesOf(Space space)
        {
            if (!places.TryGetValue(space, out var known))
            {
                places.Add(space, known = []);
                found.Add((space, known));
            }

            return known;
        }
    }

    // A writer's axis that is a sum or product holds several groups: they are told apart by their place in it.
    private static string Id(Space space, IEnumerable<Occurrence> occurrences)
    {
        var writer = occurrences.First(o => o.Role == OccurrenceRole.Writer);
        var spaces = writer.Type.Spaces.ToList();
        var id = $"{writer.Path}:{writer.Axis}";
        return spaces.Count == 1 ? id : $"{id}#{spaces.IndexOf(space)}";
    }
}
