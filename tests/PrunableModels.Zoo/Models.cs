namespace PrunableModels.Zoo;

/// <summary>All models.</summary>
public static partial class Models
{
    /// <summary>Every model, by family.</summary>
    public static IReadOnlyList<ZooModel> All => [.. Checks, .. Convolutional, .. Vision, .. Transformers, .. Sequences, .. SuperNetworks];

    /// <summary>The model of that name.</summary>
    public static ZooModel Find(string name) => All.Single(m => m.Name == name);
}
