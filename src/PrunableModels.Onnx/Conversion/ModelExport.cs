using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using PrunableModels.Core;
using TorchSharp.Modules;

namespace PrunableModels.Onnx;

/// <summary>A model that is ready to be written.</summary>
internal sealed class ModelExport
{
    private const int IrVersion = 8;
    private const int Opset = 17;

    private readonly ModelMessage message;

    private ModelExport(GraphMessage graph, string? fixedBatch)
    {
        message = new(IrVersion, Opset, "PrunableModels", typeof(ModelExport).Assembly.GetName().Version!.ToString(3), graph);
        if (message.Size > int.MaxValue)
        {
            throw new OnnxExportException($"The model takes {message.Size:N0} bytes, and a file of protocol buffers at most {int.MaxValue:N0}.");
        }

        Result = new([.. graph.Inputs.Select(i => i.Name)], [.. graph.Outputs.Select(o => o.Name)], fixedBatch, message.Size);
    }

    /// <summary>What is exported.</summary>
    public OnnxExport Result { get; }

    /// <summary>Converts a model, with any batch where it takes any.</summary>
    public static ModelExport Of(Pruning pruning, OnnxOptions options)
    {
        // Which function a simple recurrent layer applies is found out once, by running it.
        foreach (var layer in pruning.Model.modules().Where(m => m is RNN or RNNCell))
        {
            RecurrentOptions.Of(layer);
        }

        if (!options.DynamicBatch)
        {
            return Convert(pruning, options, isDynamic: false, "the options say so");
        }

        try
        {
            BatchCheck.Require(pruning, options);
            return Convert(pruning, options, isDynamic: true, fixedBatch: null);
        }
        catch (OnnxExportException e)
        {
            // Where the reason has nothing to do with the batch it is told again.
            return Convert(pruning, options, isDynamic: false, e.Message);
        }
    }

    /// <summary>Writes the file.</summary>
    public void Write(Stream stream) => FieldWriter.Write(message, stream);

    private static ModelExport Convert(Pruning pruning, OnnxOptions options, bool isDynamic, string? fixedBatch)
    {
        var shapes = InputShapes.Of(options, isDynamic);
        var (graph, live) = Execution.Of(pruning, shapes);
        SharedWrites.Refuse(graph);
        var inputs = graph.Inputs.Select((input, i) => new ValueMessage(options.Inputs[i].Name ?? input.Name ?? $"input{i + 1}", InputTypes.Of(graph, input, options.Inputs[i], live), [.. shapes[i].Select(OnnxAxes.Of)])).ToList();
        return new(new GraphConversion(graph, live).Convert(inputs, options.OutputNames), fixedBatch);
    }
}
