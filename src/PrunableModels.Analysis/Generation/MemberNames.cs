using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>The names of the members that a method reads, wherever in it.</summary>
internal static class MemberNames
{
    public static HashSet<string> In(MethodProgram method)
    {
        var names = new HashSet<string>(System.StringComparer.Ordinal);
        Walk(method.Body);
        return names;

        void Walk(IEnumerable<Statement> statements)
        {
            foreach (var statement in statements)
            {
                foreach (var expression in Expressions(statement))
                {
                    Visit(expression);
                }

                foreach (var block in Blocks(statement))
                {
                    Walk(block);
                }
            }
        }

        void Visit(Expression? expression)
        {
            if (expression is Expression.Member member)
            {
                names.Add(member.Name);
            }

            foreach (var child in expression is null ? [] : Children(expression))
            {
                Visit(child);
            }
        }
    }

    private static IEnumerable<Expression?> Expressions(Statement statement) => statement switch
    {
        Statement.Assign a => [a.Target, a.Value],
        Statement.Evaluate e => [e.Value],
        Statement.If i => [i.Condition],
        Statement.ForEach f => [f.Source],
        Statement.Loop l => [l.Condition],
        Statement.Return r => [r.Value],
        _ => [],
    };

    private static IEnumerable<EquatableArray<Statement>> Blocks(Statement statement) => statement switch
    {
        Statement.If i => [i.Then, i.Otherwise],
        Statement.ForEach f => [f.Body],
        Statement.Loop l => [l.Body, l.Next],
        _ => [],
    };

    private static IEnumerable<Expression?> Children(Expression expression) => expression switch
    {
        Expression.Member m => [m.Target],
        Expression.Element e => [e.Target, e.Index],
        Expression.Invoke i => i.Arguments.Select(a => a.Value),
        Expression.Call c => c.Arguments.Select(a => a.Value).Prepend(c.Target),
        Expression.Method m => m.Arguments.Select(a => (Expression?)a.Value).Prepend(m.Target),
        Expression.Create c => c.Arguments.Select(a => a.Value),
        Expression.ListOf l => l.Items,
        Expression.TupleOf t => t.Items,
        Expression.Unary u => [u.Operand],
        Expression.Binary b => [b.Left, b.Right],
        Expression.Conditional c => [c.Condition, c.Then, c.Otherwise],
        Expression.Opaque o => o.Inputs,
        _ => [],
    };
}
