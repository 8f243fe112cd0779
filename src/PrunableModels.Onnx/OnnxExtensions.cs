using System;
using System.IO;
using System.Linq;
using TorchSharp;

namespace PrunableModels.Onnx;

/// <summary>Exports models to ONNX.</summary>
public static class OnnxExtensions
{
    /// <summary>Exports a model of one tensor, compact or not, as it computes in evaluation.</summary>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <param name="model">The model, which stays as it is.</param>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="inputShape">The input's shape, with the batch, which may be another one wherever the model takes any.</param>
    /// <exception cref="OnnxExportException">A part of the model cannot be exported; the message says which, and where it stands.</exception>
    public static OnnxExport ExportOnnx<T>(this T model, string path, params long[] inputShape)
        where T : torch.nn.Module, IPrunable => model.ExportOnnx(path, new OnnxOptions { Inputs = [new OnnxInput(inputShape)] });

    /// <summary>Exports a model, compact or not, as it computes in evaluation.</summary>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <param name="model">The model, which stays as it is.</param>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="options">What it takes, and how it is exported.</param>
    /// <exception cref="OnnxExportException">A part of the model cannot be exported; the message says which, and where it stands.</exception>
    public static OnnxExport ExportOnnx<T>(this T model, string path, OnnxOptions options)
        where T : torch.nn.Module, IPrunable
    {
        var export = ModelExport.Of(model.Pruning, options);
        AtomicFile.Write(path, export.Write);
        return export.Result;
    }

    /// <summary>Exports a model, compact or not, as it computes in evaluation.</summary>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <param name="model">The model, which stays as it is.</param>
    /// <param name="stream">Takes the file; it stays open.</param>
    /// <param name="options">What it takes, and how it is exported.</param>
    /// <exception cref="OnnxExportException">A part of the model cannot be exported; the message says which, and where it stands.</exception>
    public static OnnxExport ExportOnnx<T>(this T model, Stream stream, OnnxOptions options)
        where T : torch.nn.Module, IPrunable
    {
        var export = ModelExport.Of(model.Pruning, options);
        export.Write(stream);
        return export.Result;
    }
}
