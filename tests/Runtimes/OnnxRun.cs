using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Runtimes;

/// <summary>Runs an exported model in ONNX Runtime, on the CPU and in one thread.</summary>
internal sealed class OnnxRun : IDisposable
{
    private readonly InferenceSession session;

    public OnnxRun(byte[] model)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        session = new(model, options);
    }

    public IReadOnlyList<string> Inputs => session.InputNames;

    public IReadOnlyList<string> Outputs => session.OutputNames;

    /// <summary>The extents of an input, -1 where any will do.</summary>
    public int[] Shape(string input) => session.InputMetadata[input].Dimensions;

    public IReadOnlyList<Tensor> Call(params IReadOnlyList<Tensor> inputs)
    {
        using var options = new RunOptions();
        var values = inputs.Select(Value).ToList();
        try
        {
            using var results = session.Run(options, session.InputNames, values, session.OutputNames);
            return [.. results.Select(Tensor)];
        }
        finally
        {
            values.ForEach(v => v.Dispose());
        }
    }

    public void Dispose() => session.Dispose();

    private static OrtValue Value(Tensor tensor)
    {
        using var flat = tensor.contiguous();
        return tensor.dtype switch
        {
            ScalarType.Float32 => OrtValue.CreateTensorValueFromMemory(flat.data<float>().ToArray(), tensor.shape),
            ScalarType.Float64 => OrtValue.CreateTensorValueFromMemory(flat.data<double>().ToArray(), tensor.shape),
            ScalarType.Int64 => OrtValue.CreateTensorValueFromMemory(flat.data<long>().ToArray(), tensor.shape),
            ScalarType.Bool => OrtValue.CreateTensorValueFromMemory(flat.data<bool>().ToArray(), tensor.shape),
            var other => throw new NotSupportedException($"no input of {other}"),
        };
    }

    private static Tensor Tensor(OrtValue value)
    {
        var type = value.GetTensorTypeAndShape();
        return type.ElementDataType switch
        {
            Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float => tensor(value.GetTensorDataAsSpan<float>().ToArray(), type.Shape),
            Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Double => tensor(value.GetTensorDataAsSpan<double>().ToArray(), type.Shape),
            Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Int64 => tensor(value.GetTensorDataAsSpan<long>().ToArray(), type.Shape),
            Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Int32 => tensor(value.GetTensorDataAsSpan<int>().ToArray(), type.Shape),
            Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Bool => tensor(value.GetTensorDataAsSpan<bool>().ToArray(), type.Shape),
            var other => throw new NotSupportedException($"no output of {other}"),
        };
    }
}
