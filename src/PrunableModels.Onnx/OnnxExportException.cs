using System;

namespace PrunableModels.Onnx;

/// <summary>A model, or a part of it, that cannot be exported. The message says which, where it stands in the source, and what can be done.</summary>
public sealed class OnnxExportException : Exception
{
    internal OnnxExportException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
