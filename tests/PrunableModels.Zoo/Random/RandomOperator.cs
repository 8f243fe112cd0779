namespace PrunableModels.Zoo;

/// <summary>Something that a random architecture may do with a value.</summary>
/// <param name="Name">Its name, the operator's where it is one.</param>
/// <param name="Fits">Whether it can be applied to a value of such a shape.</param>
/// <param name="Apply">Adds its lines for a value.</param>
internal sealed record RandomOperator(string Name, Func<TensorShape, bool> Fits, Action<ArchitectureBuilder, int> Apply);

/// <summary>Everything that random architectures are made of, by family.</summary>
internal static partial class RandomOperators
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<RandomOperator> All { get; } =
        [.. Layers(), .. Layers(), .. Convolutions(), .. Norms(), .. Activations(), .. Pooling(), .. Arithmetic(), .. Masks(), .. Shapes(), .. Parts(), .. Copies(), .. Reductions(), .. Blocks()];

    /// <summary>The names of all, and of the layers that a model begins with.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(o => o.Name).Concat(RandomInput.All.Select(i => i.Name)).Distinct()];

    private static RandomOperator Of(string name, Func<TensorShape, bool> fits, Action<ArchitectureBuilder, int> apply) => new(name, fits, apply);

    private static bool Any(TensorShape shape) => shape.Rank >= 2;

    private static bool IsImage(TensorShape shape) => shape.Rank == 4;

    private static bool IsSequence(TensorShape shape) => shape.Rank == 3;
}
