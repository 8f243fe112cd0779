namespace PrunableModels.Zoo;

/// <content>Classifiers of images.</content>
public static partial class Models
{
    /// <summary>Classifiers of images.</summary>
    public static IReadOnlyList<ZooModel> Convolutional { get; } =
    [
        ZooModel.Of("vgg16-bn", () => new Vgg([[8, 9], [10, 11], [12, 13, 14], [15, 16, 17], [18, 19, 20]], hidden: 21, pooled: 2, classes: 10), 2, 3, 64, 64).WithFull(() => new Vgg()),
        ZooModel.Of("resnet-18 cifar", () => new ResNet([2, 2, 2, 2], bottleneck: false, width: 8, smallImages: true, classes: 10), 2, 3, 16, 16).WithFull(() => ResNet.Eighteen(smallImages: true)),
        ZooModel.Of("resnet-18", () => new ResNet([2, 2, 2, 2], bottleneck: false, width: 8, classes: 10), 2, 3, 64, 64).WithFull(() => ResNet.Eighteen()),
        ZooModel.Of("resnet-50 cifar", () => new ResNet([3, 4, 6, 3], bottleneck: true, width: 6, smallImages: true, classes: 10), 2, 3, 16, 16).WithFull(() => ResNet.Fifty(smallImages: true)),
        ZooModel.Of("resnet-50", () => new ResNet([3, 4, 6, 3], bottleneck: true, width: 6, classes: 10), 2, 3, 64, 64).WithFull(() => ResNet.Fifty()),
        ZooModel.Of("resnext-50", () => new ResNet([3, 4, 6, 3], bottleneck: true, width: 8, groups: 4, widthPerGroup: 16, classes: 10), 2, 3, 64, 64).WithFull(() => ResNet.NextFifty()),
        ZooModel.Of("densenet-121", () => new DenseNet([3, 4, 5, 3], growth: 5, stem: 12, classes: 10), 2, 3, 64, 64).WithFull(() => new DenseNet()),
        ZooModel.Of("mobilenet v2", () => new MobileNetV2([(1, 7, 1, 1), (6, 8, 2, 2), (6, 9, 3, 2), (6, 10, 2, 1)], stem: 11, last: 23, classes: 10), 2, 3, 32, 32).WithFull(() => new MobileNetV2()),
        ZooModel.Of("mobilenet v3", () => new MobileNetV3([new(3, 12, 12, true, false, 2), new(3, 28, 14, false, false, 2), new(3, 36, 14, false, false, 1), new(5, 40, 18, true, true, 2), new(5, 60, 18, true, true, 1)], stem: 12, last: 25, hidden: 31, classes: 10), 2, 3, 32, 32).WithFull(() => new MobileNetV3()),
        ZooModel.Of("convmixer", () => new ConvMixer(width: 13, depth: 3, kernel: 3, patch: 2, classes: 10), 2, 3, 16, 16).WithFull(() => new ConvMixer()),
    ];
}
