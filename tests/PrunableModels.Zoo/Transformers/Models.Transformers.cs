namespace PrunableModels.Zoo;

/// <content>Attention, for text, images and sound.</content>
public static partial class Models
{
    /// <summary>Attention, for text, images and sound.</summary>
    public static IReadOnlyList<ZooModel> Transformers { get; } =
    [
    ];
}
