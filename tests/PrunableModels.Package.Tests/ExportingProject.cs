namespace PrunableModels.Package.Tests;

/// <summary>A new project that knows of the package for ONNX alone; all else, such as the generator, comes with it.</summary>
public sealed class ExportingProject(PackedPackage package) : CleanProject(package, "PrunableModels.Onnx", """
    using PrunableModels;
    using PrunableModels.Onnx;
    using TorchSharp.Modules;
    using static TorchSharp.torch;
    using static TorchSharp.torch.nn;

    var export = new Perceptron().ExportOnnx("perceptron.onnx", 1, 4);
    Console.WriteLine($"{export.Inputs[0]} -> {export.Outputs[0]}, {export.Bytes == new FileInfo("perceptron.onnx").Length}");

    [Prunable]
    public sealed partial class Perceptron : Module<Tensor, Tensor>
    {
        private readonly Linear hidden = Linear(4, 8);
        private readonly Linear head = Linear(8, 3);

        public Perceptron() : base(nameof(Perceptron)) => RegisterComponents();

        public override Tensor forward(Tensor x) => head.call(functional.relu(hidden.call(x)));
    }
    """);
