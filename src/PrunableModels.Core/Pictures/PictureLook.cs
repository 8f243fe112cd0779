using System.Collections.Generic;

namespace PrunableModels.Core;

/// <summary>How an operator is drawn.</summary>
/// <param name="Style">Its colours.</param>
/// <param name="Tooltip">What is told of it, or null.</param>
/// <param name="Remark">What is written below its name, or null.</param>
/// <param name="Flow">How the edges at it are drawn.</param>
internal sealed record NodeLook(PictureStyle Style, string? Tooltip = null, string? Remark = null, PictureLine Flow = PictureLine.Solid);

/// <summary>Further vertices, which explain the others.</summary>
/// <param name="Cluster">The frame around them.</param>
/// <param name="Nodes">The vertices.</param>
internal sealed record PictureLegend(PictureCluster Cluster, IReadOnlyList<PictureNode> Nodes);

/// <summary>What a picture tells of a graph: which of its operators are drawn, and how.</summary>
internal abstract class PictureLook
{
    /// <summary>How an operator is drawn.</summary>
    public abstract NodeLook Of(Node node);

    /// <summary>The clusters that an operator is in, the outermost first.</summary>
    public abstract IEnumerable<PictureCluster> Clusters(Node node);

    /// <summary>The outline of an operator.</summary>
    public virtual PictureShape Shape(Node node) => PictureShape.Box;

    /// <summary>Whether an operator is drawn.</summary>
    public virtual bool Draws(Node node) => true;

    /// <summary>The tensor that is drawn in the place of one: another one where its operator is not drawn and hands that on.</summary>
    public virtual GraphValue Source(GraphValue value) => value;

    /// <summary>What explains these operators, or null where nothing has to be explained.</summary>
    public virtual PictureLegend? Legend(IReadOnlyList<Node> drawn) => null;
}
