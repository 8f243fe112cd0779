using OperatorErasing;

namespace PrunableModels.Zoo;

/// <content>Networks that hold more than they need, of which whole operators are erased.</content>
public static partial class Models
{
    /// <summary>Networks that hold more than they need, of which whole operators are erased.</summary>
    public static IReadOnlyList<ZooModel> SuperNetworks { get; } =
    [
        ZooModel.Of("stacked u-nets", () => new StackedUnets([6, 9, 12], [7, 8, 10], features: 11), 2, 3, 16, 16).WithFull(() => new StackedUnets()),
        ZooModel.Of("demo super-network", () => new DemoSupNet(width: 6), 2, 3, 12, 12).WithFull(() => new DemoSupNet()),
        ZooModel.Of("super resnet", () => new SuperResNet([1, 2, 1], width: 5), 2, 3, 12, 12).WithFull(() => new SuperResNet()),
        ZooModel.Of("darts", () => new Darts(cells: 3, width: 4, nodes: 2), 2, 3, 8, 8).WithFull(() => new Darts()),
        ZooModel.Of("regnet x", () => new RegNet([1, 2, 2], [8, 12, 20], groupWidth: 4, stemWidth: 6, smallImages: true, classes: 10), 2, 3, 12, 12).WithFull(() => RegNet.X400()),
        ZooModel.Of("regnet y", () => new RegNet([1, 2, 2], [8, 12, 20], groupWidth: 4, squeeze: 0.25, stemWidth: 6, classes: 10), 2, 3, 32, 32).WithFull(() => RegNet.Y400()),
    ];
}
