namespace PrunableModels.Zoo;

/// <content>Classifiers of images.</content>
public static partial class Models
{
    /// <summary>Classifiers of images.</summary>
    public static IReadOnlyList<ZooModel> Convolutional { get; } =
    [
    ];
}
