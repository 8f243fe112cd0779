using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <content>Indices of tensors: positions, ranges, and TorchSharp's own <c>TensorIndex</c>.</content>
internal sealed partial class BodyReader
{
    private Expression TensorIndex(IPropertyReferenceOperation reference)
    {
        var indices = reference.Arguments.SelectMany(a => a.Value is IArrayCreationOperation { Initializer: { } items } ? items.ElementValues.AsEnumerable() : [a.Value]);
        return Place(new Expression.Invoke("Tensor.index", [new(null, Read(reference.Instance!)), .. indices.Select(i => new Argument(null, Index(i)))]), reference);
    }

    private Expression Index(IOperation index) => index switch
    {
        IConversionOperation conversion => Index(conversion.Operand),
        IParenthesizedOperation inner => Index(inner.Operand),
        IRangeOperation range => new Expression.TupleOf([End(range.LeftOperand), End(range.RightOperand)]),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd => Negative(fromEnd.Operand),
        { ConstantValue: { HasValue: true, Value: null } } => new Expression.Text("new"),
        { Type.Name: "TensorIndex" } and not ILocalReferenceOperation => IndexValue(index) ?? Opaque("an index that is not known", index),
        _ => Read(index),
    };

    // What TorchSharp's own type of indices says, also where a local holds it; null for anything else.
    private Expression? IndexValue(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { Name: "Slice", ContainingType.Name: "TensorIndex" } } slice => Slice(slice),
        IInvocationOperation { TargetMethod: { Name: "Single" or "Tensor", ContainingType.Name: "TensorIndex" }, Arguments: [var only] } => Read(only.Value),
        IMemberReferenceOperation { Member: { ContainingType.Name: "TensorIndex", Name: var name } } => Special(name),
        _ => null,
    };

    private static Expression Special(string name) => name switch
    {
        "Ellipsis" => new Expression.Text("..."),
        "Colon" => new Expression.TupleOf([new Expression.Null(), new Expression.Null()]),
        "Null" or "None" => new Expression.Text("new"),
        _ => new Expression.Text(name),
    };

    private Expression Slice(IInvocationOperation slice)
    {
        var given = slice.Arguments.Where(a => a.ArgumentKind != ArgumentKind.DefaultValue).ToDictionary(a => a.Parameter!.Name, a => Read(a.Value));
        Expression Part(string name) => given.TryGetValue(name, out var value) ? value : new Expression.Null();
        return given.Keys.Except(["start", "stop"]).Any()
            ? new Expression.TupleOf([Part("start"), Part("stop"), Part("step")])
            : new Expression.TupleOf([Part("start"), Part("stop")]);
    }

    // ^0 is the end itself, which a negative number cannot say.
    private Expression End(IOperation? end) => end switch
    {
        null => new Expression.Null(),
        IConversionOperation conversion => End(conversion.Operand),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat, Operand: { } operand } when operand.ConstantValue is { HasValue: true, Value: 0 } => new Expression.Null(),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd => Negative(fromEnd.Operand),
        _ => Read(end),
    };

    private Expression Negative(IOperation operand) =>
        operand.ConstantValue is { HasValue: true, Value: int n } ? new Expression.Int(-n) : Opaque("an index from the end that is no constant", operand);
}
