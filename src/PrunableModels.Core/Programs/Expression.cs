namespace PrunableModels.Core;

/// <summary>An expression of a model program: what the frontend keeps of a C# expression. Value-equal, with a textual form.</summary>
public abstract record Expression
{
    private Expression()
    {
    }

    /// <summary>The expression in the textual form of programs, which is close to C#.</summary>
    public string ToText() => ProgramPrinter.Print(this);

    /// <summary>The same text.</summary>
    public sealed override string ToString() => ToText();

    /// <summary><c>null</c>.</summary>
    public sealed record Null : Expression;

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public sealed record Bool(bool Value) : Expression;

    /// <summary>An integer.</summary>
    public sealed record Int(long Value) : Expression;

    /// <summary>A number that is no integer, in invariant round-trip form.</summary>
    public sealed record Number(string Literal) : Expression;

    /// <summary>A string.</summary>
    public sealed record Text(string Value) : Expression;

    /// <summary>The instance whose program it is.</summary>
    public sealed record This : Expression;

    /// <summary>A local variable or parameter.</summary>
    public sealed record Local(string Name) : Expression;

    /// <summary>A field, property or other member of a value.</summary>
    public sealed record Member(Expression Target, string Name) : Expression;

    /// <summary>An element of a list, module list, tensor shape or tuple; <see cref="FromEnd"/> for <c>[^i]</c>.</summary>
    public sealed record Element(Expression Target, Expression Index, bool FromEnd = false) : Expression;

    /// <summary>An operation of TorchSharp or of the table, such as <c>functional.relu(x)</c>.</summary>
    public sealed record Invoke(string Function, EquatableArray<Argument> Arguments) : Expression;

    /// <summary>A call of a module: <c>layer.call(x)</c>.</summary>
    public sealed record Call(Expression Target, EquatableArray<Argument> Arguments) : Expression
    {
        /// <summary>The parameter types of a <c>forward</c> beside the one that modules call, where that is meant.</summary>
        public EquatableArray<string>? Types { get; init; }
    }

    /// <summary>A call of a method of a class that has a program; a static method where the target is null.</summary>
    public sealed record Method(Expression? Target, string Class, string Name, EquatableArray<Argument> Arguments) : Expression
    {
        /// <summary>The parameter types of the method that is meant, where the arguments alone do not tell.</summary>
        public EquatableArray<string>? Types { get; init; }

        /// <summary>Whether it is called as <c>base.Name(...)</c>: the class's own, whatever overrides it.</summary>
        public bool IsBase { get; init; }
    }

    /// <summary>A function value: a lambda, a local function, or a method taken as a delegate. It sees the locals around it.</summary>
    public sealed record Lambda(EquatableArray<string> Parameters, EquatableArray<Statement> Body) : Expression;

    /// <summary>A call of a function value.</summary>
    public sealed record Apply(Expression Function, EquatableArray<Argument> Arguments) : Expression;

    /// <summary>A new module: a layer of TorchSharp by its class name, a user's class by its metadata name.</summary>
    public sealed record Create(string Class, EquatableArray<Argument> Arguments) : Expression
    {
        /// <summary>The parameter types of the constructor that is meant, where the arguments alone do not tell.</summary>
        public EquatableArray<string>? Types { get; init; }
    }

    /// <summary>An object whose members are given other values: a new one with its initialiser, or a copy as <c>with</c> makes it.</summary>
    public sealed record Initialize(Expression Target, bool IsCopy, EquatableArray<Argument> Members) : Expression;

    /// <summary>A static field or property of a user's class.</summary>
    public sealed record Static(string Class, string Name) : Expression;

    /// <summary>A new list or array.</summary>
    public sealed record ListOf(EquatableArray<Expression> Items) : Expression;

    /// <summary>A tuple.</summary>
    public sealed record TupleOf(EquatableArray<Expression> Items) : Expression;

    /// <summary>A prefix operator: <c>-</c> or <c>!</c>.</summary>
    public sealed record Unary(string Operator, Expression Operand) : Expression;

    /// <summary>An infix operator of C#.</summary>
    public sealed record Binary(string Operator, Expression Left, Expression Right) : Expression;

    /// <summary><c>condition ? then : otherwise</c>.</summary>
    public sealed record Conditional(Expression Condition, Expression Then, Expression Otherwise) : Expression;

    /// <summary>An argument that the method may assign: <c>ref</c> or <c>out</c>.</summary>
    public sealed record Reference(Expression Target) : Expression;

    /// <summary>Whether a value is of a type; see <see cref="ValueTypes"/> for the names.</summary>
    public sealed record Is(Expression Value, string Type) : Expression;

    /// <summary>A <c>throw</c> in the place of a value: the path ends.</summary>
    public sealed record Throw : Expression;

    /// <summary>What the frontend could not express, with everything that flows into it.</summary>
    public sealed record Opaque(string Reason, EquatableArray<Expression> Inputs) : Expression;
}

/// <summary>An argument, named where the name matters.</summary>
/// <param name="Name">The parameter's name as TorchSharp or the user spells it, or null for a positional one.</param>
/// <param name="Value">The value.</param>
public sealed record Argument(string? Name, Expression Value);
