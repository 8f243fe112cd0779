using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Zoo;

/// <summary>A random model as a value: what it takes, its members, and the lines of its forward pass.</summary>
/// <param name="Input">What it is run on.</param>
/// <param name="Members">Its layers and parameters.</param>
/// <param name="Steps">The lines in order; the last one is what the model returns.</param>
/// <param name="Choices">What was drawn to make it, from which it can be made again with less.</param>
public sealed record Architecture(ArchitectureInput Input, IReadOnlyList<Member> Members, IReadOnlyList<Step> Steps, Choices Choices)
{
    /// <summary>The operators that occur.</summary>
    public IEnumerable<string> Operators => Steps.Select(s => s.Operator).Distinct();

    /// <summary>Whether something in it is random while it is trained.</summary>
    public bool IsRandomInTraining => Members.Any(m => m.Type.Contains("Dropout", StringComparison.Ordinal));

    /// <summary>The model as a program in its textual form.</summary>
    public string Program() => ArchitectureText.Program(this);

    /// <summary>The model as a user would write it.</summary>
    public override string ToString() => ArchitectureText.Source(this);

    /// <summary>The live model, in 64-bit floats, with random weights.</summary>
    public RandomModule Create() => new(this);
}

/// <summary>What a random architecture takes: numbers, or tokens of a vocabulary.</summary>
/// <param name="Shape">The shape.</param>
/// <param name="Vocabulary">How many tokens there are; 0 for numbers.</param>
public sealed record ArchitectureInput(TensorShape Shape, long Vocabulary)
{
    /// <summary>A random input.</summary>
    public Tensor Make() => Vocabulary > 0 ? randint(Vocabulary, Shape.Extents, ScalarType.Int64) : randn(Shape.Extents, ScalarType.Float64);
}

/// <summary>A layer or parameter of a random architecture.</summary>
/// <param name="Name">Its field.</param>
/// <param name="Type">Its class.</param>
/// <param name="Initialiser">Its making in C#.</param>
/// <param name="Make">Its making.</param>
public sealed record Member(string Name, string Type, string Initialiser, Func<object> Make);

/// <summary>A line of a random architecture's forward pass. In its texts <c>{0}</c> stands for the first operand.</summary>
/// <param name="Operator">The operator that was drawn.</param>
/// <param name="Operands">The earlier values it takes: 0 is the input, 1 the result of the first step.</param>
/// <param name="Member">The layer or parameter that it uses, or null.</param>
/// <param name="Source">The line in C#.</param>
/// <param name="Program">The line in the textual form of programs.</param>
/// <param name="Run">The line itself: from the member and the operands to the result.</param>
/// <param name="Shape">The shape of the result.</param>
public sealed record Step(string Operator, IReadOnlyList<int> Operands, string? Member, string Source, string Program, Func<object?, Tensor[], Tensor> Run, TensorShape Shape);

/// <summary>Extents, equal by value.</summary>
public sealed class TensorShape(params long[] extents) : IEquatable<TensorShape>
{
    /// <summary>The extents.</summary>
    public long[] Extents => extents;

    /// <summary>How many axes there are.</summary>
    public int Rank => extents.Length;

    /// <summary>How many elements there are.</summary>
    public long Count => extents.Aggregate(1L, (a, b) => a * b);

    /// <summary>The extent of an axis; negative from the end.</summary>
    public long this[int axis] => extents[axis < 0 ? axis + extents.Length : axis];

    /// <inheritdoc/>
    public bool Equals(TensorShape? other) => other is not null && extents.SequenceEqual(other.Extents);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TensorShape);

    /// <inheritdoc/>
    public override int GetHashCode() => extents.Aggregate(17, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", extents)}]";
}
