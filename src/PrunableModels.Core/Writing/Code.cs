using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>How tightly an expression of C# holds together, loosest first.</summary>
internal enum Precedence
{
    Additive,
    Multiplicative,
    Unary,
    Primary,
}

/// <summary>A piece of C# in which numbers and operands are still open.</summary>
internal abstract record CodePart
{
    private CodePart()
    {
    }

    internal sealed record Text(string Value) : CodePart;

    /// <summary>A number: a literal, or a constructor parameter where instances of the class differ in it.</summary>
    internal sealed record Literal(Number Number) : CodePart;

    /// <summary>An item of a list of modules.</summary>
    internal sealed record Item(Code List, ModuleNode Container, int Index) : CodePart;

    /// <summary>A tensor: a variable, or the expression that makes it.</summary>
    internal sealed record Operand(GraphValue Value, Precedence AtLeast) : CodePart;

    /// <summary>The extent of an axis of a tensor that has to be in a variable.</summary>
    internal sealed record Extent(GraphValue Value, string Index) : CodePart;

    /// <summary>A member of a tensor that has to be in a variable, such as its device.</summary>
    internal sealed record Member(GraphValue Value, string Name) : CodePart;
}

/// <summary>A number in an instance of a class; numbers of two instances correspond by their position.</summary>
/// <param name="hint">What it is: the path of members and the argument, for the name of a parameter.</param>
/// <param name="text">The number as C# writes it.</param>
/// <param name="isReal">Whether the parameter has to be able to hold fractions.</param>
internal sealed class Number(IReadOnlyList<string> hint, string text, bool isReal)
{
    public IReadOnlyList<string> Hint { get; } = hint;

    public string Text { get; } = text;

    public bool IsReal { get; } = isReal;
}

/// <summary>An expression of C# as parts.</summary>
internal sealed class Code(IEnumerable<CodePart> parts, Precedence precedence = Precedence.Primary)
{
    public IReadOnlyList<CodePart> Parts { get; } = parts.ToList();

    public Precedence Precedence { get; } = precedence;

    public IEnumerable<Number> Numbers => Parts.OfType<CodePart.Literal>().Select(l => l.Number);

    /// <summary>The tensors in the order in which the expression evaluates them.</summary>
    public IEnumerable<GraphValue> Operands => Parts.OfType<CodePart.Operand>().Select(o => o.Value);

    /// <summary>The tensors of which shapes or other members are read.</summary>
    public IEnumerable<GraphValue> Measured =>
        Parts.Select(part => part switch { CodePart.Extent extent => extent.Value, CodePart.Member member => member.Value, _ => null }).OfType<GraphValue>();

    public static implicit operator Code(string text) => new([new CodePart.Text(text)]);

    public static Code Of(CodePart part) => new([part]);

    public static Code Operand(GraphValue value, Precedence atLeast = Precedence.Additive) => Of(new CodePart.Operand(value, atLeast));

    public static Code Concat(params Code[] codes) => new(codes.SelectMany(c => c.Parts));

    public static Code Join(IEnumerable<Code> codes) => new(codes.SelectMany((c, i) => i == 0 ? c.Parts : [new CodePart.Text(", "), .. c.Parts]));

    public Code With(Precedence precedence) => new(Parts, precedence);

    public string Render(Func<CodePart, string> open) => string.Concat(Parts.Select(p => p is CodePart.Text text ? text.Value : open(p)));
}
