using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <content>What happens once, later, or not at all: assignments inside expressions stay where they are evaluated.</content>
internal sealed partial class BodyReader
{
    private const string OnceName = "once__";
    private int onces;

    // A value that is used more than once is computed once.
    private Expression Once(Expression value)
    {
        if (IsPlain(value))
        {
            return value;
        }

        var local = new Expression.Local($"{OnceName}{onces++}");
        Add(new Statement.Assign(local, value));
        return local;
    }

    private static bool IsPlain(Expression value) => value switch
    {
        Expression.Member m => IsPlain(m.Target),
        _ => value is Expression.Local or Expression.This or Expression.Null or Expression.Bool or Expression.Int or Expression.Number or Expression.Text,
    };

    // An operand that may not be evaluated keeps its assignments to itself; what it declares is seen around it.
    private Expression Lazily(IOperation operand)
    {
        blocks.Push([]);
        var value = Read(operand);
        var before = blocks.Pop();
        if (before.Count == 0)
        {
            return value;
        }

        foreach (var name in operand.DescendantsAndSelf().SelectMany(Declares).Distinct())
        {
            Add(new Statement.Assign(new Expression.Local(name), new Expression.Null()));
        }

        return Place(new Expression.Apply(new Expression.Lambda([], [.. before, value is Expression.Throw ? new Statement.Throw() : new Statement.Return(value)]), []), operand);
    }

    private static IEnumerable<string> Declares(IOperation operation) => operation switch
    {
        IDeclarationPatternOperation { DeclaredSymbol: { } local } => [local.Name],
        IRecursivePatternOperation { DeclaredSymbol: { } local } => [local.Name],
        IListPatternOperation { DeclaredSymbol: { } local } => [local.Name],
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation local } => [local.Local.Name],
        _ => [],
    };

    // The condition of a loop is evaluated in every turn, with what it assigns.
    private Statement Loop(IOperation? condition, EquatableArray<Statement> next, IOperation body, bool runsFirst)
    {
        blocks.Push([]);
        var test = condition is null ? new Expression.Bool(true) : Read(condition);
        var before = blocks.Pop();
        if (before.Count == 0)
        {
            return new Statement.Loop(test, next, Block([body])) { RunsFirst = runsFirst };
        }

        before.Add(new Statement.If(test, [], [new Statement.Break()]));
        if (!runsFirst)
        {
            return new Statement.Loop(new Expression.Bool(true), next, [.. before, .. Block([body])]);
        }

        var isFirst = new Expression.Local($"{OnceName}{onces++}");
        Add(new Statement.Assign(isFirst, new Expression.Bool(true)));
        var turn = new Statement.If(isFirst, [new Statement.Assign(isFirst, new Expression.Bool(false))], before.ToEquatableArray());
        return new Statement.Loop(new Expression.Bool(true), next, [turn, .. Block([body])]);
    }

    private EquatableArray<Statement> Block(System.Action read)
    {
        blocks.Push([]);
        read();
        return blocks.Pop().ToEquatableArray();
    }
}
