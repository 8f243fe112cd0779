using CsCheck;

namespace PrunableModels.Zoo;

/// <summary>What a random architecture is made from: numbers for its input, and some for each operator. Any numbers make one.</summary>
/// <param name="Input">Which input, and how the model begins.</param>
/// <param name="Operators">The operators in order.</param>
/// <param name="Seed">What weights, input and mask are drawn from.</param>
public sealed record Choices(IReadOnlyList<int> Input, IReadOnlyList<IReadOnlyList<int>> Operators, int Seed)
{
    private const int Largest = 1023;
    private const int NumbersEach = 14;
    private const int MostOperators = 12;

    /// <summary>Random architectures; CsCheck finds smaller ones that fail by the numbers.</summary>
    public static Gen<Architecture> Architectures { get; } = Gen.Select(
        Numbers(4),
        Numbers(NumbersEach).Array[1, MostOperators],
        Gen.Int[0, 1_000_000],
        (input, operators, seed) => new Choices(input, operators, seed).Decode());

    /// <summary>The architecture that they make.</summary>
    public Architecture Decode() => ArchitectureBuilder.Build(this);

    private static Gen<IReadOnlyList<int>> Numbers(int count) => Gen.Int[0, Largest].Array[count].Select(numbers => (IReadOnlyList<int>)numbers);
}

/// <summary>Reads numbers as choices, one after another; where none is left, the first choice is taken.</summary>
/// <param name="numbers">The numbers.</param>
public sealed class Draw(IReadOnlyList<int> numbers)
{
    private int next;

    /// <summary>A number from 0 to before <paramref name="count"/>.</summary>
    public int Below(int count) => next < numbers.Count ? numbers[next++] % count : 0;

    /// <summary>A number from least to most.</summary>
    public int From(int least, int most) => least + Below(most - least + 1);

    /// <summary>One of several.</summary>
    public T Of<T>(params IReadOnlyList<T> items) => items[Below(items.Count)];
}
