using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>Enumerates what a program is made of.</summary>
public static class ProgramWalker
{
    /// <summary>Every expression of a class: of its fields, constructors and methods, those inside others included.</summary>
    public static IEnumerable<Expression> Expressions(this ClassProgram program) =>
        program.Fields.Select(f => f.Initializer).OfType<Expression>().SelectMany(Inside)
            .Concat(program.Constructors.Concat(program.Methods).SelectMany(Expressions));

    /// <summary>Every expression of a constructor or method, those inside others included.</summary>
    public static IEnumerable<Expression> Expressions(this MethodProgram method) =>
        (method.Chain?.Arguments.Select(a => a.Value) ?? []).SelectMany(Inside).Concat(method.Body.SelectMany(Inside));

    /// <summary>Every statement of a constructor or method, those inside others and inside its functions included.</summary>
    public static IEnumerable<Statement> Statements(this MethodProgram method) =>
        method.Body.SelectMany(Nested).Concat(method.Expressions().OfType<Expression.Lambda>().SelectMany(l => l.Body).SelectMany(Nested));

    /// <summary>Every statement of a function, those of functions inside it excluded.</summary>
    public static IEnumerable<Statement> Statements(this Expression.Lambda function) => function.Body.SelectMany(Nested);

    /// <summary>Whether a function uses nothing of its surroundings but the instance: every local in it is its own.</summary>
    public static bool IsClosed(this Expression.Lambda function)
    {
        var inside = Inside(function).ToList();
        var own = new HashSet<string>(inside.OfType<Expression.Lambda>().SelectMany(l => l.Parameters)
            .Concat(inside.OfType<Expression.Lambda>().SelectMany(l => l.Body).SelectMany(Nested).SelectMany(Targets).OfType<Expression.Local>().Select(l => l.Name)));
        return inside.OfType<Expression.Local>().All(l => own.Contains(l.Name));
    }

    private static IEnumerable<Statement> Nested(Statement statement) => Blocks(statement).SelectMany(b => b).SelectMany(Nested).Prepend(statement);

    private static IEnumerable<Expression> Targets(Statement statement) => statement switch
    {
        Statement.Assign { Target: Expression.TupleOf tuple } => tuple.Items,
        Statement.Assign a => [a.Target],
        Statement.ForEach f => [f.Variable],
        _ => [],
    };

    private static IEnumerable<Expression> Inside(Statement statement) =>
        Own(statement).OfType<Expression>().SelectMany(Inside).Concat(Blocks(statement).SelectMany(b => b).SelectMany(Inside));

    /// <summary>An expression and all inside it.</summary>
    internal static IEnumerable<Expression> Inside(this Expression expression) =>
        Children(expression).OfType<Expression>().SelectMany(Inside)
            .Concat(expression is Expression.Lambda lambda ? lambda.Body.SelectMany(Inside) : [])
            .Prepend(expression);

    private static IEnumerable<Expression?> Own(Statement statement) => statement switch
    {
        Statement.Assign a => [a.Target, a.Value],
        Statement.Evaluate e => [e.Value],
        Statement.If i => [i.Condition],
        Statement.ForEach f => [f.Variable, f.Source],
        Statement.Loop l => [l.Condition],
        Statement.Return r => [r.Value],
        _ => [],
    };

    private static IEnumerable<EquatableArray<Statement>> Blocks(Statement statement) => statement switch
    {
        Statement.If i => [i.Then, i.Otherwise],
        Statement.ForEach f => [f.Body],
        Statement.Loop l => [l.Body, l.Next],
        Statement.Section s => [s.Body],
        _ => [],
    };

    private static IEnumerable<Expression?> Children(Expression expression) => expression switch
    {
        Expression.Member m => [m.Target],
        Expression.Element e => [e.Target, e.Index],
        Expression.Invoke i => i.Arguments.Select(a => a.Value),
        Expression.Call c => c.Arguments.Select(a => a.Value).Prepend(c.Target),
        Expression.Method m => m.Arguments.Select(a => (Expression?)a.Value).Prepend(m.Target),
        Expression.Apply a => a.Arguments.Select(x => x.Value).Prepend(a.Function),
        Expression.Create c => c.Arguments.Select(a => a.Value),
        Expression.Initialize i => i.Members.Select(a => a.Value).Prepend(i.Target),
        Expression.ListOf l => l.Items,
        Expression.TupleOf t => t.Items,
        Expression.Unary u => [u.Operand],
        Expression.Binary b => [b.Left, b.Right],
        Expression.Conditional c => [c.Condition, c.Then, c.Otherwise],
        Expression.Reference r => [r.Target],
        Expression.Is i => [i.Value],
        Expression.Opaque o => o.Inputs,
        _ => [],
    };
}
