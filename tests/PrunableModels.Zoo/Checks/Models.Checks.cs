namespace PrunableModels.Zoo;

/// <content>Small structures, each of one difficulty.</content>
public static partial class Models
{
    /// <summary>Small structures, each of one difficulty.</summary>
    public static IReadOnlyList<ZooModel> Checks { get; } =
    [
        ZooModel.Of("concatenation 1", () => new Concatenation1(), 2, 3, 16, 16),
    ];
}
