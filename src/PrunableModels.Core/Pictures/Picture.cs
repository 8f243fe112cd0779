using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>A model's graph as something to draw, before it is written in a language for graphs.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Nodes">The vertices, each with an identity of its own.</param>
/// <param name="Edges">The edges between them.</param>
/// <param name="Clusters">The frames around vertices, an outer one before those inside it.</param>
public sealed record Picture(string Name, EquatableArray<PictureNode> Nodes, EquatableArray<PictureEdge> Edges, EquatableArray<PictureCluster> Clusters)
{
    /// <summary>The identity of the cluster that explains the colours of groups.</summary>
    public const string LegendCluster = "groups";

    /// <summary>The operators of an execution and the tensors between them. Parameters and constants are not drawn.</summary>
    /// <param name="graph">The execution.</param>
    /// <param name="options">How much is drawn; what the colours would tell does not matter.</param>
    public static Picture Of(Graph graph, PictureOptions? options = null) => Build(graph, options ??= new(), new TraceLook(options));

    /// <summary>The same, with colours.</summary>
    /// <param name="groups">The execution and its groups.</param>
    /// <param name="options">What the colours tell, and how much is drawn.</param>
    /// <param name="kept">Reasons for which further groups are kept, by <see cref="PruningGroup.Id"/>.</param>
    /// <exception cref="ArgumentException">There is no segment of a name among those to erase, one cannot be erased, or what would be left is no network.</exception>
    public static Picture Of(GroupSet groups, PictureOptions? options = null, IReadOnlyDictionary<string, string>? kept = null)
    {
        options ??= new();
        switch (options.Coloring)
        {
            case PictureColoring.Groups:
                return Build(groups.Graph, options, new GroupLook(groups, options, kept));
            case PictureColoring.Segments:
                var segments = SegmentGraph.Of(groups.Graph);
                return Of(segments, Erase(segments, options), options);
            default:
                return Of(groups.Graph, options);
        }
    }

    /// <summary>A model as segments: those that can be erased, and what becomes of the rest.</summary>
    /// <param name="segments">The segments.</param>
    /// <param name="erasure">Which are erased, whatever the options say; null for none.</param>
    /// <param name="options">Whether what is erased is drawn, and how much.</param>
    public static Picture Of(SegmentGraph segments, Erasure? erasure = null, PictureOptions? options = null)
    {
        options ??= new();
        return Build(segments.Graph, options, options.IsAfter && erasure is not null ? new RemainderLook(segments, erasure) : new SegmentLook(segments, erasure));
    }

    private static Picture Build(Graph graph, PictureOptions options, PictureLook look) => new PictureBuilder(graph, options, look).Build();

    private static Erasure? Erase(SegmentGraph segments, PictureOptions options)
    {
        if (options.Erased.Count == 0)
        {
            return null;
        }

        var erasure = Erasure.Of(segments, options.Erased.Select(segments.Get));
        return erasure.Problem is not { } problem ? erasure : throw new ArgumentException($"What would be left is no network: {problem}.", nameof(options));
    }
}

/// <summary>A vertex.</summary>
/// <param name="Id">Its identity: any text.</param>
/// <param name="Label">What is written in it: any text, of several lines where it has line breaks.</param>
/// <param name="Shape">Its outline.</param>
/// <param name="Style">Its colours.</param>
public sealed record PictureNode(string Id, string Label, PictureShape Shape, PictureStyle Style)
{
    /// <summary>The innermost cluster that it is in, or null.</summary>
    public string? Cluster { get; init; }

    /// <summary>What is told where one points at it, or null.</summary>
    public string? Tooltip { get; init; }
}

/// <summary>An edge.</summary>
/// <param name="From">The identity of the vertex where it begins.</param>
/// <param name="To">The identity of the vertex where it ends.</param>
/// <param name="Label">What is written at it, or nothing.</param>
/// <param name="Line">How it is drawn.</param>
public sealed record PictureEdge(string From, string To, string Label = "", PictureLine Line = PictureLine.Solid);

/// <summary>A frame around vertices.</summary>
/// <param name="Id">Its identity: any text.</param>
/// <param name="Label">What is written at it.</param>
/// <param name="Style">Its colours.</param>
public sealed record PictureCluster(string Id, string Label, PictureStyle Style)
{
    /// <summary>The cluster that it is in, or null.</summary>
    public string? Parent { get; init; }

    /// <summary>What is told where one points at it, or null.</summary>
    public string? Tooltip { get; init; }
}
