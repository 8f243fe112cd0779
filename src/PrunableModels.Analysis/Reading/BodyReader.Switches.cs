using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <content>Switches, as tests one after the other.</content>
internal sealed partial class BodyReader
{
    private Expression SwitchExpression(ISwitchExpressionOperation choice)
    {
        var value = Once(Read(choice.Value));
        blocks.Push([]);
        foreach (var arm in choice.Arms)
        {
            var test = Guarded(Test(arm.Pattern, value), arm.Guard);
            var result = Block(() => Return(arm.Value));
            if (test is Expression.Bool { Value: true })
            {
                result.ToList().ForEach(Add);
            }
            else
            {
                Add(new Statement.If(test, result, []));
            }
        }

        if (blocks.Peek().LastOrDefault() is PrunableModels.Core.Statement.If or null)
        {
            Add(new Statement.Throw());
        }

        return Place(new Expression.Apply(new Expression.Lambda([], blocks.Pop().ToEquatableArray()), []), choice);
    }

    // A section of several labels runs for any of them; the first that fits is taken, the default last.
    private void Switch(ISwitchOperation choice)
    {
        var value = Once(Read(choice.Value));
        var sections = Block(() =>
        {
            foreach (var section in choice.Cases.Where(c => c.Clauses.All(l => l.CaseKind != CaseKind.Default)))
            {
                var test = section.Clauses.Select(c => Label(c, value)).Aggregate((a, b) => Both("||", a, b));
                Add(new Statement.If(test, Block(section.Body), []));
            }

            All(choice.Cases.Where(c => c.Clauses.Any(l => l.CaseKind == CaseKind.Default)).SelectMany(c => c.Body));
        });
        Add(new Statement.Section(sections));
    }

    private Expression Label(ICaseClauseOperation clause, Expression value) => clause switch
    {
        ISingleValueCaseClauseOperation single => Place(new Expression.Binary("==", value, Read(single.Value)), clause),
        IPatternCaseClauseOperation pattern => Guarded(Test(pattern.Pattern, value), pattern.Guard),
        IRelationalCaseClauseOperation relation => Place(new Expression.Binary(Symbol(relation.Relation), value, Read(relation.Value)), clause),
        _ => Place(new Expression.Opaque($"the case '{Shortened(clause.Syntax)}'", [value]), clause),
    };

    private Expression Guarded(Expression test, IOperation? guard) => guard is null ? test : Both("&&", test, Lazily(guard));

    private void Return(IOperation value)
    {
        if (Read(value) is var result and not Expression.Throw)
        {
            Add(new Statement.Return(result));
        }
        else
        {
            Add(new Statement.Throw());
        }
    }
}
