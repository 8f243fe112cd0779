using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// One class as it was read, alone: its fields, constructors and methods. Other classes are referred to by their metadata names
/// and never looked into, so that a program depends on nothing but its own class's source.
/// </summary>
/// <param name="Id">The metadata name, such as <c>Zoo.ResNet+BasicBlock</c>.</param>
/// <param name="Base">The metadata name of the base class where that is a user's class, or null.</param>
/// <param name="Fields">The fields that can hold layers, parameters or sizes, in declaration order, with their initialisers.</param>
/// <param name="Constructors">The constructors.</param>
/// <param name="Methods">The methods that <c>forward</c> and the constructors may reach.</param>
public sealed record ClassProgram(
    string Id,
    string? Base,
    EquatableArray<FieldProgram> Fields,
    EquatableArray<MethodProgram> Constructors,
    EquatableArray<MethodProgram> Methods)
{
    /// <summary>The classes of TorchSharp that it derives from and the interfaces that it has, by the names of <see cref="ValueTypes"/>.</summary>
    public EquatableArray<string> Ancestors { get; init; } = [];

    /// <summary>What its instances are.</summary>
    public ClassKind Kind { get; init; }

    /// <inheritdoc/>
    public override string ToString() => ProgramPrinter.Print(this);
}

/// <summary>What the instances of a class are.</summary>
public enum ClassKind
{
    /// <summary>Modules, or there are none.</summary>
    Module,

    /// <summary>Objects that are no modules, such as configurations.</summary>
    Object,

    /// <summary>Such objects that are copied where they are assigned.</summary>
    Struct,
}

/// <summary>A field and what the class's source says of it.</summary>
/// <param name="Name">The name, which TorchSharp registers.</param>
/// <param name="Kind">What it can hold.</param>
/// <param name="KeepDense">The reason its author gave in <c>[KeepDense]</c>, or null where it has none.</param>
/// <param name="Initializer">The initialiser, or null.</param>
public sealed record FieldProgram(string Name, FieldKind Kind, string? KeepDense, Expression? Initializer)
{
    /// <summary>Whether the declared type is one layer class of TorchSharp, or a list of such, that compaction may have to exchange for another: then it cannot.</summary>
    public bool IsConfined { get; init; }

    /// <summary>Whether its author offers what the module gives for erasing, although it has no parameters.</summary>
    public bool IsErasable { get; init; }

    /// <summary>Whether nothing but constructors of its class and its initialiser assign it.</summary>
    public bool IsAssignedByConstructors { get; init; }

    /// <summary>Whether it belongs to the class and not to its instances. It has an initialiser only where nothing else can be assigned later.</summary>
    public bool IsStatic { get; init; }

    /// <summary>The type, spelled as those of parameters, where a value of it has to be told from others; or null.</summary>
    public string? Type { get; init; }

    /// <summary>Whether only its own class sees it: TorchSharp registers such fields of a base class after the others.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>The name given by <c>[ComponentName]</c>, or null.</summary>
    public string? ComponentName { get; init; }
}

/// <summary>What a field can hold.</summary>
public enum FieldKind
{
    /// <summary>A number, flag, string or enumeration: read through an accessor when linked.</summary>
    Scalar,

    /// <summary>A module.</summary>
    Module,

    /// <summary>A parameter or buffer.</summary>
    Tensor,

    /// <summary>Anything else, such as a list or a configuration object.</summary>
    Other,
}

/// <summary>A constructor or method.</summary>
/// <param name="Name">The name; <c>.ctor</c> for a constructor.</param>
/// <param name="Parameters">The parameters, in order.</param>
/// <param name="Chain">For a constructor, the arguments to another constructor: of this class or of the base class.</param>
/// <param name="Body">The statements.</param>
public sealed record MethodProgram(string Name, EquatableArray<ParameterProgram> Parameters, ConstructorChain? Chain, EquatableArray<Statement> Body)
{
    /// <summary>The signature that its author gave it, which then stands for its body, or null.</summary>
    public UserSignature? Signature { get; init; }

    /// <summary>For a constructor, whether only its own class calls it.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>How it stands to methods of the same name in base classes.</summary>
    public MethodRelation Relation { get; init; }

    internal bool Accepts(IReadOnlyList<string?> arguments) =>
        arguments.Count <= Parameters.Count
        && arguments.All(n => n is null || Parameters.Any(p => p.Name == n))
        && Parameters.Where((p, i) => p.Default is null && (i >= arguments.Count || arguments[i] is not null)).All(p => arguments.Contains(p.Name));

    internal bool HasTypes(IReadOnlyList<string?> types) => types.Count == Parameters.Count && types.SequenceEqual(Parameters.Select(p => p.Type));
}

/// <summary>How a method stands to methods of the same name in base classes.</summary>
public enum MethodRelation
{
    /// <summary>It overrides the one of the same types where there is one.</summary>
    Ordinary,

    /// <summary>It hides the one of the same types: who knows the base class alone calls that one.</summary>
    New,

    /// <summary>A <c>forward</c> beside the one that modules call.</summary>
    Overload,
}

/// <summary>A parameter.</summary>
/// <param name="Name">The name.</param>
/// <param name="Default">The value where no argument is given, or null where one has to be.</param>
/// <param name="Type">The type, a class of a user by its metadata name, or null where it is not said.</param>
public sealed record ParameterProgram(string Name, Expression? Default, string? Type = null);

/// <summary>A constructor initialiser: <c>: this(...)</c> or <c>: base(...)</c>.</summary>
public sealed record ConstructorChain(bool ToThis, EquatableArray<Argument> Arguments)
{
    /// <summary>The parameter types of the constructor that is meant, where the arguments alone do not tell.</summary>
    public EquatableArray<string>? Types { get; init; }
}

/// <summary>A model: the annotated class and every class that it is built from, by metadata name.</summary>
/// <param name="Root">The annotated class.</param>
/// <param name="Classes">The programs, the root's first, then in the order in which they are first referred to.</param>
public sealed record ModelProgram(string Root, EquatableArray<ClassProgram> Classes)
{
    /// <summary>The program of a class, or null where its source was not at hand.</summary>
    public ClassProgram? Find(string id)
    {
        foreach (var known in Classes)
        {
            if (string.Equals(known.Id, id, StringComparison.Ordinal))
            {
                return known;
            }
        }

        return null;
    }

    /// <summary>The model in the textual form, which <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Join("\n", Classes.Select(c => c.ToString()));

    /// <summary>Reads the textual form; the first class is the root.</summary>
    /// <exception cref="FormatException">The text is not a program; the message names the line.</exception>
    public static ModelProgram Parse(string text) => ProgramParser.ParseModel(text);
}
