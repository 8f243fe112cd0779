using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <content>Patterns, switches and conditional access.</content>
internal sealed partial class BodyReader
{
    private Expression ConditionalAccess(IConditionalAccessOperation access)
    {
        var receiver = Read(access.Operation);
        conditionalReceivers.Push(receiver);
        var value = Read(access.WhenNotNull);
        conditionalReceivers.Pop();
        return Place(new Expression.Conditional(new Expression.Binary("==", receiver, new Expression.Null()), new Expression.Null(), value), access);
    }

    private Expression Pattern(IIsPatternOperation operation)
    {
        var value = Read(operation.Value);
        var negated = operation.Pattern is INegatedPatternOperation;
        var pattern = operation.Pattern is INegatedPatternOperation not ? not.Pattern : operation.Pattern;
        switch (pattern)
        {
            case IConstantPatternOperation constant:
                return Place(new Expression.Binary(negated ? "!=" : "==", value, Read(constant.Value)), operation);
            case IRecursivePatternOperation { DeconstructionSubpatterns.Length: 0, PropertySubpatterns.Length: 0 } any:
                Declare(any.DeclaredSymbol, value);
                return Place(new Expression.Binary(negated ? "==" : "!=", value, new Expression.Null()), operation);
            case IDeclarationPatternOperation { MatchesNull: false } declaration when SymbolEqualityComparer.Default.Equals(declaration.MatchedType, operation.Value.Type):
                Declare(declaration.DeclaredSymbol, value);
                return Place(new Expression.Binary(negated ? "==" : "!=", value, new Expression.Null()), operation);
            default:
                return Opaque($"the pattern '{Shortened(operation.Pattern.Syntax)}'", operation);
        }
    }

    private void Declare(ISymbol? variable, Expression value)
    {
        if (variable is not null)
        {
            Add(new Statement.Assign(new Expression.Local(variable.Name), value));
        }
    }

    private Expression SwitchExpression(ISwitchExpressionOperation choice)
    {
        var value = Read(choice.Value);
        Expression result = Place(new Expression.Opaque("a switch without a matching arm", []), choice);
        foreach (var arm in choice.Arms.Reverse())
        {
            result = arm.Pattern switch
            {
                _ when arm.Value is IThrowOperation or IConversionOperation { Operand: IThrowOperation } => result,
                IDiscardPatternOperation => Read(arm.Value),
                IConstantPatternOperation constant when arm.Guard is null =>
                    Place(new Expression.Conditional(new Expression.Binary("==", value, Read(constant.Value)), Read(arm.Value), result), arm),
                _ => Opaque("a switch arm with a pattern", arm),
            };
        }

        return result;
    }
}
