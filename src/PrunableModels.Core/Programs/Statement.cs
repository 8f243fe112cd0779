namespace PrunableModels.Core;

/// <summary>A statement of a model program.</summary>
public abstract record Statement
{
    private Statement()
    {
    }

    /// <summary>Gives a local, a field, an element, or the parts of a tuple a value.</summary>
    public sealed record Assign(Expression Target, Expression Value) : Statement;

    /// <summary>Evaluates an expression for its effect.</summary>
    public sealed record Evaluate(Expression Value) : Statement;

    /// <summary>A branch.</summary>
    public sealed record If(Expression Condition, EquatableArray<Statement> Then, EquatableArray<Statement> Otherwise) : Statement;

    /// <summary>A loop over the elements of a list or module collection.</summary>
    public sealed record ForEach(Expression Variable, Expression Source, EquatableArray<Statement> Body) : Statement;

    /// <summary>A loop while a condition holds: <c>for</c>, its first statements before it and its steps in <see cref="Next"/>.</summary>
    public sealed record Loop(Expression Condition, EquatableArray<Statement> Next, EquatableArray<Statement> Body) : Statement
    {
        /// <summary>Whether the body runs once before the condition is tested: <c>do ... while</c>.</summary>
        public bool RunsFirst { get; init; }
    }

    /// <summary>Statements that a <c>break</c> leaves, such as those of a <c>switch</c>.</summary>
    public sealed record Section(EquatableArray<Statement> Body) : Statement;

    /// <summary>Leaves the method.</summary>
    public sealed record Return(Expression? Value) : Statement;

    /// <summary>Leaves the loop.</summary>
    public sealed record Break : Statement;

    /// <summary>Goes on with the loop.</summary>
    public sealed record Continue : Statement;

    /// <summary>A guard's <c>throw</c>: the path ends.</summary>
    public sealed record Throw : Statement;
}
