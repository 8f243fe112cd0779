using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;

namespace PrunableModels.Onnx;

/// <summary>Executes a model's program as the model is now.</summary>
internal static class Execution
{
    /// <exception cref="OnnxExportException">The model cannot be executed on such inputs, or could go in more than one way.</exception>
    public static (Graph Graph, LiveModel Live) Of(Pruning pruning, IReadOnlyList<IReadOnlyList<Size>> shapes)
    {
        var (graph, live) = Execute(pruning, shapes);
        return graph.Inputs.Count != shapes.Count ? throw new OnnxExportException($"The model takes {graph.Inputs.Count} tensors, and the shapes of {shapes.Count} are given.")
            : graph.Undecided.Concat(graph.InputConditions).FirstOrDefault() is { } condition ? throw new OnnxExportException($"What the model does depends on {condition}, which is not known before it runs. Export a model that always does the same.")
            : (graph, live);
    }

    private static (Graph Graph, LiveModel Live) Execute(Pruning pruning, IReadOnlyList<IReadOnlyList<Size>> shapes)
    {
        try
        {
            return pruning.ExecuteWritten(shapes);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw new OnnxExportException(e.Message, e);
        }
    }
}
