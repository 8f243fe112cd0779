namespace PrunableModels.Zoo;

/// <content>Small structures, each of one difficulty.</content>
public static partial class Models
{
    /// <summary>Small structures, each of one difficulty.</summary>
    public static IReadOnlyList<ZooModel> Checks { get; } =
    [
        ZooModel.Of("concatenation 1", () => new Concatenation1(), 2, 3, 16, 16),
        ZooModel.Of("concatenation 2", () => new Concatenation2(), 2, 3, 16, 16),
        ZooModel.Of("weight sharing 1", () => new WeightSharing1(), 2, 3, 16, 16),
        ZooModel.Of("weight sharing 2", () => new WeightSharing2(), 2, 3, 16, 16),
        ZooModel.Of("transposed instance norm 1", () => new TransposedInstanceNorm1(), 2, 3, 16, 16),
        ZooModel.Of("transposed instance norm 2", () => new TransposedInstanceNorm2(), 2, 3, 16, 16),
        ZooModel.Of("instance norm 3", () => new InstanceNorm3(), 2, 3, 16, 16),
        ZooModel.Of("instance norm 4", () => new InstanceNorm4(), 2, 3, 16, 16),
        ZooModel.Of("group norm 1", () => new GroupNorm1(), 2, 3, 16, 16),
        ZooModel.Of("group norm 2", () => new GroupNorm2(), 2, 3, 16, 16),
        ZooModel.Of("group norm 3", () => new GroupNorm3(), 2, 3, 16, 16),
        ZooModel.Of("group norm 4", () => new GroupNorm4(), 2, 3, 16, 16),
        ZooModel.Of("depth-wise u-net", () => new DepthwiseUNet(9, 14, 22), 2, 3, 16, 16).WithFull(() => new DepthwiseUNet(64, 128, 256, 512)),
    ];
}
