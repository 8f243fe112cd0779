using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <content>Statements.</content>
internal sealed partial class BodyReader
{
    private void Statement(IOperation? operation)
    {
        switch (operation)
        {
            case null or ILocalFunctionOperation or IEmptyOperation:
                break;
            case IBlockOperation block:
                LocalFunctions(block);
                All(block.Operations);
                break;
            case IExpressionStatementOperation statement:
                Effect(statement.Operation);
                break;
            case IVariableDeclarationGroupOperation group:
                All(group.Declarations.SelectMany(d => d.Declarators));
                break;
            case IVariableDeclaratorOperation declarator:
                if (declarator.Initializer is { } initial)
                {
                    Add(new Statement.Assign(new Expression.Local(declarator.Symbol.Name), Read(initial.Value)));
                }

                break;
            case IUsingDeclarationOperation declaration:
                Statement(declaration.DeclarationGroup);
                break;
            case IUsingOperation scope:
                Resource(scope.Resources);
                Statement(scope.Body);
                break;
            case IReturnOperation result:
                Add(new Statement.Return(result.ReturnedValue is null ? null : Read(result.ReturnedValue)));
                break;
            case IThrowOperation:
                Add(new Statement.Throw());
                break;
            case IBranchOperation branch:
                Add(branch.BranchKind == BranchKind.Break ? new Statement.Break() : new Statement.Continue());
                break;
            case IConditionalOperation branch:
                var condition = Read(branch.Condition);
                var (then, otherwise) = (Block([branch.WhenTrue]), Block([branch.WhenFalse]));
                // Where nothing is done that a program has, such as moving to a device, there is no choice to make.
                if (then.Count + otherwise.Count > 0)
                {
                    Add(new Statement.If(condition, then, otherwise));
                }

                break;
            case ITryOperation attempt:
                Statement(attempt.Body);
                Statement(attempt.Finally);
                break;
            case ISwitchOperation choice:
                Switch(choice);
                break;
            case ILoopOperation loop:
                Loop(loop);
                break;
            default:
                Effect(operation);
                break;
        }
    }

    // They can be called before they are declared.
    private void LocalFunctions(IBlockOperation block)
    {
        foreach (var function in block.Operations.OfType<ILocalFunctionOperation>())
        {
            Add(new Statement.Assign(new Expression.Local(function.Symbol.Name), Lambda(function.Symbol, function.Body)));
        }
    }

    private void All(IEnumerable<IOperation> operations)
    {
        foreach (var operation in operations)
        {
            Statement(operation);
        }
    }

    private void Resource(IOperation resources)
    {
        if (resources is IVariableDeclarationGroupOperation)
        {
            Statement(resources);
        }
        else
        {
            Effect(resources);
        }
    }

    private void Loop(ILoopOperation loop)
    {
        switch (loop)
        {
            case IForEachLoopOperation each:
                var variable = each.LoopControlVariable is IVariableDeclaratorOperation declarator
                    ? new Expression.Local(declarator.Symbol.Name) : Target(each.LoopControlVariable);
                Add(new Statement.ForEach(variable, Read(each.Collection), Block([each.Body])));
                break;
            case IForLoopOperation count:
                All(count.Before);
                Add(new Statement.Loop(count.Condition is null ? new Expression.Bool(true) : Read(count.Condition), Block(count.AtLoopBottom), Block([count.Body])));
                break;
            case IWhileLoopOperation { ConditionIsTop: true, Condition: { } condition } repeat:
                Add(new Statement.Loop(Read(condition), [], Block([repeat.Body])));
                break;
            default:
                Add(new Statement.Evaluate(Opaque("a loop that tests its condition last", loop)));
                break;
        }
    }

    // Sections with constant labels become a chain of branches; the last break of a section is its end.
    private void Switch(ISwitchOperation choice)
    {
        var value = Read(choice.Value);
        EquatableArray<Statement> chain = Block(choice.Cases.FirstOrDefault(c => c.Clauses.Any(l => l.CaseKind == CaseKind.Default))?.Body.Where(IsNoBreak) ?? []);
        foreach (var section in choice.Cases.Where(c => c.Clauses.All(l => l.CaseKind != CaseKind.Default)).Reverse())
        {
            var tests = section.Clauses.Select(clause => clause is ISingleValueCaseClauseOperation { Value: { } constant }
                ? (Expression)new Expression.Binary("==", value, Read(constant)) : Opaque("a case with a pattern", clause));
            chain = [new Statement.If(tests.Aggregate((a, b) => new Expression.Binary("||", a, b)), Block(section.Body.Where(IsNoBreak)), chain)];
        }

        foreach (var statement in chain)
        {
            Add(statement);
        }
    }

    private static bool IsNoBreak(IOperation operation) => operation is not IBranchOperation { BranchKind: BranchKind.Break };

    private void Effect(IOperation operation)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation assignment:
                Add(new Statement.Assign(Target(assignment.Target), Read(assignment.Value)));
                break;
            case ICompoundAssignmentOperation compound:
                var updated = Place(new Expression.Binary(Symbol(compound.OperatorKind), Read(compound.Target), Read(compound.Value)), compound);
                Add(new Statement.Assign(Target(compound.Target), updated));
                break;
            case IIncrementOrDecrementOperation step:
                Add(new Statement.Assign(Target(step.Target), new Expression.Binary(step.Kind == OperationKind.Increment ? "+" : "-", Read(step.Target), new Expression.Int(1))));
                break;
            case IDeconstructionAssignmentOperation parts:
                Add(new Statement.Assign(Target(parts.Target), Read(parts.Value)));
                break;
            case ICoalesceAssignmentOperation coalesce:
                Add(new Statement.Assign(Target(coalesce.Target), new Expression.Binary("??", Read(coalesce.Target), Read(coalesce.Value))));
                break;
            default:
                if (Read(operation) is var value and not (Expression.Null or Expression.Local or Expression.This))
                {
                    Add(new Statement.Evaluate(value));
                }

                break;
        }
    }

    private Expression Target(IOperation operation) => operation switch
    {
        IDeclarationExpressionOperation declaration => Target(declaration.Expression),
        ITupleOperation tuple => new Expression.TupleOf(tuple.Elements.Select(Target).ToEquatableArray()),
        IDiscardOperation => new Expression.Local("_"),
        IVariableDeclaratorOperation declarator => new Expression.Local(declarator.Symbol.Name),
        IPropertyReferenceOperation { Property.IsIndexer: false } property => Property(property, isTarget: true),
        _ => Read(operation),
    };
}
