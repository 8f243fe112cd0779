using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>What is directly in each cluster of a picture: both languages nest clusters as blocks.</summary>
internal sealed class PictureNesting(Picture picture)
{
    private readonly ILookup<string?, PictureNode> nodes = picture.Nodes.ToLookup(n => n.Cluster);
    private readonly ILookup<string?, PictureCluster> clusters = picture.Clusters.ToLookup(c => c.Parent);

    /// <summary>The vertices in a cluster; for null, those in none.</summary>
    public IEnumerable<PictureNode> Nodes(string? cluster) => nodes[cluster];

    /// <summary>The clusters in a cluster; for null, those in none.</summary>
    public IEnumerable<PictureCluster> Clusters(string? cluster) => clusters[cluster];
}
