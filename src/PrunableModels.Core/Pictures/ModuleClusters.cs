using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>A cluster for every call of a module, but the model's own. What is called deeper than that belongs to the last one.</summary>
internal sealed class ModuleClusters(int depth)
{
    private readonly Dictionary<Frame, PictureCluster> clusters = [];

    /// <summary>The clusters of a call, the outermost first.</summary>
    public IEnumerable<PictureCluster> Of(Frame frame)
    {
        var calls = new Stack<Frame>();
        for (var call = frame; call.Caller is not null; call = call.Caller)
        {
            calls.Push(call);
        }

        return calls.Take(depth).Select(Cluster);
    }

    private PictureCluster Cluster(Frame call)
    {
        if (!clusters.TryGetValue(call, out var cluster))
        {
            var parent = clusters.TryGetValue(call.Caller!, out var caller) ? caller.Id : null;
            cluster = new($"call{clusters.Count}", PictureText.OfModule(call.Module), PicturePalette.Frame) { Parent = parent };
            clusters.Add(call, cluster);
        }

        return cluster;
    }
}
