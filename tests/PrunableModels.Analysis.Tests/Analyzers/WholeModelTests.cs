using Microsoft.CodeAnalysis;
using Xunit;

namespace PrunableModels.Analysis.Tests;

/// <summary>Everything that is said of the models of this repository, and that all of it is true.</summary>
public sealed class WholeModelTests
{
    [Fact]
    public async Task Warnings_in_the_zoo() => Assert.Equal(
        [
            // The width of the detector's output, which its author writes down.
            "YoloV8Head.cs: PRUNE2002 YoloV8Head.forward: Tensor.view writes its size down as classes + 64, so detect.cv2.0.2.weight:0, detect.cv3.0.2.weight:0 cannot be pruned; read the size from the tensor instead (x.shape[i], -1, or flatten)",
        ],
        await Of("tests/PrunableModels.Zoo", DiagnosticSeverity.Warning));

    [Fact]
    public async Task Information_in_the_zoo_by_file_and_kind() => Assert.Equal(
        [
            "Bert.cs PRUNE2008", "ConvNext.cs PRUNE2006", "FusionDetector.cs PRUNE2008", "GroupNorms.cs PRUNE2003", "Llama.cs PRUNE2008", "LoraLinear.cs PRUNE2008",
            "MobileNetV2.cs PRUNE2008", "MobileNetV3.cs PRUNE2008", "Phi.cs PRUNE2008", "SamAttention.cs PRUNE2003", "SamAttention.cs PRUNE2008", "ShuffleFaceNet.cs PRUNE2008",
            "Swin.cs PRUNE2003", "Swin.cs PRUNE2008", "TransformerClassifier.cs PRUNE2003", "VisionTransformer.cs PRUNE2008", "Whisper.cs PRUNE2003", "Whisper.cs PRUNE2006", "Whisper.cs PRUNE2008",
        ],
        (await Of("tests/PrunableModels.Zoo", DiagnosticSeverity.Info)).Select(d => string.Join(' ', d.Split(' ').Take(2)).Replace(":", "", StringComparison.Ordinal)).Where(d => !d.EndsWith("PRUNE4001", StringComparison.Ordinal)).Distinct());

    [Theory]
    [InlineData("samples/Cifar10")]
    [InlineData("samples/OperatorErasing")]
    [InlineData("samples/SuperResolution")]
    public async Task Nothing_in_the_samples(string folder) =>
        Assert.DoesNotContain((await Of(folder, DiagnosticSeverity.Warning)).Concat(await Of(folder, DiagnosticSeverity.Info)), d => !d.Contains("PRUNE4001", StringComparison.Ordinal));

    private static Task<IReadOnlyList<string>> Of(string folder, DiagnosticSeverity severity) => WholeModels.Diagnostics(Path.Combine(WholeModels.Root(), folder), severity);
}
