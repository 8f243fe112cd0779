namespace PrunableModels.Zoo;

/// <content>Detectors, segmentation, restoration and generation of images.</content>
public static partial class Models
{
    /// <summary>Detectors, segmentation, restoration and generation of images.</summary>
    public static IReadOnlyList<ZooModel> Vision { get; } =
    [
    ];
}
