using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>The modules that their author offers for erasing although they have no parameters, and what each gives.</summary>
internal static class Gates
{
    /// <summary>Every such module that was called, in the order of execution.</summary>
    public static IEnumerable<(ModuleObject Module, GraphValue Output)> Of(Graph graph)
    {
        foreach (var node in graph.Nodes.Where(n => n.Layer is { IsErasable: true } && n.Outputs.Count == 1))
        {
            yield return (node.Layer!, node.Outputs[0]);
        }

        foreach (var frame in Calls(graph.Root).Where(f => f.Module is { IsErasable: true } && f.Outputs.Count == 1))
        {
            yield return (frame.Module!, frame.Outputs[0]);
        }
    }

    /// <summary>Whether an operator belongs to a module of one of these paths.</summary>
    public static bool IsInside(Node node, HashSet<string> paths)
    {
        for (var frame = node.Frame; frame is not null; frame = frame.Caller)
        {
            if (frame.Module is { } module && paths.Contains(module.Path))
            {
                return true;
            }
        }

        return node.Layer is { } layer && paths.Contains(layer.Path);
    }

    private static IEnumerable<Frame> Calls(Frame frame) =>
        frame.Steps.Select(s => s.Call).OfType<Frame>().SelectMany(call => Calls(call).Prepend(call));
}
