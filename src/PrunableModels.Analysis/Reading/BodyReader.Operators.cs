using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <content>Operators and conversions.</content>
internal sealed partial class BodyReader
{
    // Between integers, and to a wider type, nothing changes.
    private Expression Conversion(IConversionOperation conversion)
    {
        var (from, to) = (conversion.Operand.Type?.SpecialType, conversion.Type?.SpecialType);
        if (conversion.IsTryCast)
        {
            var tried = Once(Read(conversion.Operand));
            return Place(new Expression.Conditional(OfType(conversion.Type, conversion.Operand.Type, tried, conversion), tried, new Expression.Null()), conversion);
        }

        var name = (IsInteger(from), to) switch
        {
            (true, SpecialType.System_Double) => "double",
            (true, SpecialType.System_Single) => "float",
            (false, SpecialType.System_Single) when from is SpecialType.System_Double => "float",
            (false, _) when from is SpecialType.System_Double or SpecialType.System_Single && IsInteger(to) => "long",
            _ => null,
        };
        var operand = Read(conversion.Operand);
        if (conversion.Type is { } wanted && context.Symbols.IsTensor(wanted) && conversion.Operand.Type?.SpecialType == SpecialType.System_Object)
        {
            return Foreign(operand, conversion);
        }

        return name is null ? operand : Place(new Expression.Invoke(name, [new Argument(null, operand)]), conversion);
    }

    private static bool IsInteger(SpecialType? type) => type is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;

    private Expression Binary(IBinaryOperation binary)
    {
        var symbol = Symbol(binary.OperatorKind);
        var (left, right) = binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr
            ? (Read(binary.LeftOperand), Lazily(binary.RightOperand))
            : InSequence(() => Read(binary.LeftOperand), () => Read(binary.RightOperand));
        if (symbol.Length == 0)
        {
            return Place(new Expression.Opaque($"the operator of '{Shortened(binary.Syntax)}'", [left, right]), binary);
        }

        var result = Place(new Expression.Binary(symbol, left, right), binary);
        return binary.Type?.SpecialType == SpecialType.System_Single ? Place(new Expression.Invoke("float", [new Argument(null, result)]), binary) : result;
    }

    private static string Symbol(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => "+",
        BinaryOperatorKind.Subtract => "-",
        BinaryOperatorKind.Multiply => "*",
        BinaryOperatorKind.Divide => "/",
        BinaryOperatorKind.Remainder => "%",
        BinaryOperatorKind.LeftShift => "<<",
        BinaryOperatorKind.RightShift => ">>",
        BinaryOperatorKind.And => "&",
        BinaryOperatorKind.Or => "|",
        BinaryOperatorKind.ExclusiveOr => "^",
        BinaryOperatorKind.ConditionalAnd => "&&",
        BinaryOperatorKind.ConditionalOr => "||",
        BinaryOperatorKind.Equals => "==",
        BinaryOperatorKind.NotEquals => "!=",
        BinaryOperatorKind.LessThan => "<",
        BinaryOperatorKind.LessThanOrEqual => "<=",
        BinaryOperatorKind.GreaterThan => ">",
        BinaryOperatorKind.GreaterThanOrEqual => ">=",
        _ => "",
    };
}
