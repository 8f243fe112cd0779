using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Zoo;

/// <content>Detectors, segmentation, restoration and generation of images.</content>
public static partial class Models
{
    /// <summary>Detectors, segmentation, restoration and generation of images.</summary>
    public static IReadOnlyList<ZooModel> Vision { get; } =
    [
        ZooModel.Of("CARN", () => new Carn(12), 2, 3, 12, 10).WithFull(() => new Carn()),
        ZooModel.Of("DDPM U-Net", () => new DiffusionUNet(16, [1, 2], groups: 4), type => [randn([2, 3, 16, 16], type), tensor([3L, 250L])], (model, inputs) => [model.call(inputs[0], inputs[1])])
            .WithFull(() => new DiffusionUNet()),
        ZooModel.Of("YOLOv5-s", () => new YoloV5(width: 0.125, classes: 4), type => [randn([2, 3, 64, 64], type)], (model, inputs) => Items(model.call(inputs[0])))
            .WithFull(() => new YoloV5()),
        ZooModel.Of("YOLOv8-n", () => new YoloV8(width: 0.125, classes: 5), 2, 3, 64, 64).WithFull(() => new YoloV8()),
        ZooModel.Of("ConvNeXt-T", () => new ConvNext([12, 20, 28, 36], [2, 1, 2, 1], 10), 2, 3, 64, 64).WithFull(() => new ConvNext()),
        ZooModel.Of("SAM encoder", () => new SamEncoder(64, 8, 24, 4, 3, 3, 2, 20), 2, 3, 64, 64).WithFull(() => new SamEncoder()),
        ZooModel.Of("fusion detector", () => new FusionDetector(8, 3, 5), type => [randn([2, 3, 32, 32], type), randn([2, 1, 32, 32], type)], (model, inputs) => Items(model.call(inputs[0], inputs[1])))
            .WithFull(() => new FusionDetector()),
        ZooModel.Of("DeepLabv3+", () => new DeepLab(6, [2, 2, 2, 2], 20, 10, [2, 4, 6], 7), 2, 3, 64, 64).WithFull(() => new DeepLab()),
    ];

    private static Tensor[] Items((Tensor, Tensor) outputs) => [outputs.Item1, outputs.Item2];

    private static Tensor[] Items((Tensor, Tensor, Tensor) outputs) => [outputs.Item1, outputs.Item2, outputs.Item3];
}
