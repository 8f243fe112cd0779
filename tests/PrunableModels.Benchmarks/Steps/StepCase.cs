using PrunableModels.Zoo;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Benchmarks;

/// <summary>A model whose step is measured, and a batch for it.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Create">Makes the model.</param>
/// <param name="Inputs">Draws a batch.</param>
/// <param name="Classes">How many classes its outputs tell apart.</param>
internal sealed record StepCase(string Name, Func<StepModel> Create, Func<Tensor> Inputs, long Classes)
{
    private const long Batch = 32;
    private const long Tokens = 64;
    private const long Vocabulary = 256;

    /// <summary>A convolutional and an attention model, of ordinary sizes.</summary>
    public static IReadOnlyList<StepCase> All { get; } =
    [
        new("resnet-18 cifar", () => StepModel.Of(ResNet.Eighteen(smallImages: true)), () => randn(Batch, 3, 32, 32), 10),
        new("transformer, 4 layers", () => StepModel.Of(new Gpt(Vocabulary, 256, 4, 4, (int)Tokens)), () => randint(Vocabulary, [Batch, Tokens], ScalarType.Int64), Vocabulary),
    ];

    /// <summary>The loss on a batch.</summary>
    public Tensor Loss(StepModel model, Tensor inputs)
    {
        var outputs = model.Module.call(inputs).view(-1, Classes);
        using var classes = zeros(outputs.shape[0], ScalarType.Int64);
        return nn.functional.cross_entropy(outputs, classes);
    }
}
