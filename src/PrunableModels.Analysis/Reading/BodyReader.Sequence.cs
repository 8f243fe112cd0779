using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <content>
/// Operands in the order in which C# evaluates them: what an operand assigns happens before the statement that holds it, so what
/// stands to its left is evaluated earlier still.
/// </content>
internal sealed partial class BodyReader
{
    private List<Expression> InSequence(IEnumerable<Func<Expression>> operands)
    {
        var values = new List<Expression>();
        foreach (var read in operands)
        {
            var at = blocks.Peek().Count;
            var value = read();
            for (var i = 0; i < values.Count && blocks.Peek().Count > at; i++)
            {
                if (MayChange(values[i]))
                {
                    var before = new Expression.Local($"{OnceName}{onces++}");
                    blocks.Peek().Insert(at++, new Statement.Assign(before, values[i]));
                    values[i] = before;
                }
            }

            values.Add(value);
        }

        return values;
    }

    private (Expression Left, Expression Right) InSequence(Func<Expression> left, Func<Expression> right) =>
        InSequence([left, right]) is var values ? (values[0], values[1]) : default;

    private (Expression Receiver, EquatableArray<Argument> Arguments) InSequence(IOperation? receiver, Func<EquatableArray<Argument>> arguments)
    {
        var self = Read(receiver);
        var at = blocks.Peek().Count;
        var given = arguments();
        if (blocks.Peek().Count == at || !MayChange(self))
        {
            return (self, given);
        }

        var before = new Expression.Local($"{OnceName}{onces++}");
        blocks.Peek().Insert(at, new Statement.Assign(before, self));
        return (before, given);
    }

    // Arguments are evaluated as they are written, and bound by the order of the parameters.
    private List<(IArgumentOperation Argument, Expression Value)> InSequence(IEnumerable<IArgumentOperation> arguments, Func<IArgumentOperation, Expression> read)
    {
        var written = arguments.ToList();
        return [.. InSequence(written.Select(a => (Func<Expression>)(() => read(a)))).Select((value, i) => (written[i], value)).OrderBy(a => a.Item1.Parameter?.Ordinal ?? 0)];
    }

    // A place that is handed on is no value yet, and what was computed before is one already.
    private static bool MayChange(Expression value) => value switch
    {
        Expression.Local local => !local.Name.StartsWith(OnceName, StringComparison.Ordinal),
        Expression.Null or Expression.Bool or Expression.Int or Expression.Number or Expression.Text or Expression.This or Expression.Lambda or Expression.Reference or Expression.Throw => false,
        _ => true,
    };
}
