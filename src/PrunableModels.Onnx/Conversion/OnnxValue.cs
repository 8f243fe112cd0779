namespace PrunableModels.Onnx;

/// <summary>A tensor of the graph that is built: an input, an initializer, or what a node makes.</summary>
internal sealed record OnnxValue(string Name, ElementType Type);
