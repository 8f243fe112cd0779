using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
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
                var returned = result.ReturnedValue is null ? null : Read(result.ReturnedValue);
                Add(returned is Expression.Throw ? new Statement.Throw() : new Statement.Return(returned));
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
                Try(attempt);
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
                if (each.LoopControlVariable is not IVariableDeclaratorOperation && each.Syntax is ForEachVariableStatementSyntax syntax && each.SemanticModel?.GetDeconstructionInfo(syntax) is { Method: not null } info)
                {
                    var item = new Expression.Local($"{OnceName}{onces++}");
                    var source = Read(each.Collection);
                    Add(new Statement.ForEach(item, source, Block(() =>
                    {
                        Deconstruct(Target(each.LoopControlVariable), item, info, each);
                        Statement(each.Body);
                    })));
                    break;
                }

                var variable = each.LoopControlVariable is IVariableDeclaratorOperation declarator
                    ? new Expression.Local(declarator.Symbol.Name) : Target(each.LoopControlVariable);
                Add(new Statement.ForEach(variable, Read(each.Collection), Block([each.Body])));
                break;
            case IForLoopOperation count:
                All(count.Before);
                Add(Loop(count.Condition, Block(count.AtLoopBottom), count.Body, runsFirst: false));
                break;
            case IWhileLoopOperation { ConditionIsUntil: false, Condition: { } condition } repeat:
                Add(Loop(condition, [], repeat.Body, runsFirst: !repeat.ConditionIsTop));
                break;
            default:
                Refuse("a loop of a kind that is not known", loop);
                break;
        }
    }

    private void Effect(IOperation operation)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation assignment:
                Add(new Statement.Assign(Target(assignment.Target), Read(assignment.Value)));
                break;
            case ICompoundAssignmentOperation compound:
                var (current, operand) = InSequence(() => Read(compound.Target), () => Read(compound.Value));
                var updated = Place(new Expression.Binary(Symbol(compound.OperatorKind), current, operand), compound);
                Add(new Statement.Assign(Target(compound.Target), updated));
                break;
            case IIncrementOrDecrementOperation step:
                Add(new Statement.Assign(Target(step.Target), new Expression.Binary(step.Kind == OperationKind.Increment ? "+" : "-", Read(step.Target), new Expression.Int(1))));
                break;
            case IDeconstructionAssignmentOperation parts:
                Deconstruct(parts);
                break;
            case ICoalesceAssignmentOperation coalesce:
                Add(new Statement.Assign(Target(coalesce.Target), new Expression.Binary("??", Read(coalesce.Target), Lazily(coalesce.Value))));
                break;
            default:
                if (Read(operation) is var value and not (Expression.Null or Expression.Local or Expression.This))
                {
                    Add(value is Expression.Throw ? new Statement.Throw() : new Statement.Evaluate(value));
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
        IPropertyReferenceOperation { Property.IsIndexer: false } property => Place(Property(property, isTarget: true), property),
        IFieldReferenceOperation or IPropertyReferenceOperation or IArrayElementReferenceOperation => Place(Read(operation), operation),
        _ => Read(operation),
    };
}
