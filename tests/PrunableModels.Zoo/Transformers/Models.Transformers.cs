using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Zoo;

/// <content>Attention, for text, images and sound.</content>
public static partial class Models
{
    /// <summary>Attention, for text, images and sound.</summary>
    public static IReadOnlyList<ZooModel> Transformers { get; } =
    [
        ZooModel.Of("bert", () => new Bert(61, 24, 2, 3, 40, 16, 5), _ => [randint(61, [2, 7], ScalarType.Int64), randint(2, [2, 7], ScalarType.Int64)], (model, inputs) => [model.call(inputs[0], inputs[1])])
            .WithFull(() => new Bert()),
        ZooModel.OfTokens("llama", () => new Llama(new(59, 48, 2, 6, 3, 44, 16)), 59, 2, 7)
            .WithFull(() => new Llama(LlamaConfig.Tiny)),
        ZooModel.OfTokens("llama lora", () => new Llama(new(59, 48, 2, 6, 3, 44, 16, LoraRank: 5)), 59, 2, 7)
            .WithFull(() => new Llama(LlamaConfig.Tiny with { LoraRank = 16 })),
        ZooModel.OfTokens("phi", () => new Phi(53, 40, 2, 4, 68, 16, 0.4), 53, 2, 7)
            .WithFull(() => new Phi()),
        ZooModel.OfTokens("phi lora", () => new Phi(53, 40, 2, 4, 68, 16, 0.4, loraRank: 5), 53, 2, 7)
            .WithFull(() => new Phi(loraRank: 16)),
        ZooModel.Of("whisper", () => new Whisper(10, 9, 47, 12, 24, 3, 2), type => [randn([2, 10, 18], type), randint(47, [2, 5], ScalarType.Int64)], (model, inputs) => [model.call(inputs[0], inputs[1])])
            .WithFull(() => new Whisper()),
        ZooModel.Of("vit", () => new VisionTransformer(16, 4, 30, 2, 5, 52, 7), 2, 3, 16, 16)
            .WithFull(() => new VisionTransformer()),
        ZooModel.Of("swin", () => new Swin(32, 12, [2, 2], [2, 4], 2, 7), 2, 3, 32, 32)
            .WithFull(() => new Swin()),
        ZooModel.OfTokens("gpt", () => new Gpt(43, 24, 2, 3, 16), 43, 2, 7)
            .WithFull(() => new Gpt()),
        // Linking unrolls the scan, so that the published size is looked at with fewer steps.
        ZooModel.OfTokens("mamba", () => new Mamba(41, 12, 2, 3, 6), 41, 2, 6)
            .WithFull(() => new Mamba(length: 128)),
    ];
}
