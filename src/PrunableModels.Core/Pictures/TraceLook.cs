using System.Collections.Generic;

namespace PrunableModels.Core;

/// <summary>Operators as they are, inside the modules that were called.</summary>
internal class TraceLook(PictureOptions options) : PictureLook
{
    private static readonly NodeLook Plain = new(PicturePalette.Plain);
    private readonly ModuleClusters modules = new(options.Depth);

    public override NodeLook Of(Node node) => Plain;

    public override IEnumerable<PictureCluster> Clusters(Node node) => modules.Of(node.Frame);
}
