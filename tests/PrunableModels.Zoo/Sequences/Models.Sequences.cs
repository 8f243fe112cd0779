namespace PrunableModels.Zoo;

/// <content>Recurrent and gated models of sequences.</content>
public static partial class Models
{
    /// <summary>Recurrent and gated models of sequences.</summary>
    public static IReadOnlyList<ZooModel> Sequences { get; } =
    [
    ];
}
