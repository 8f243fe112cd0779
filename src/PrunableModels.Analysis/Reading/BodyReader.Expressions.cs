using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <content>Expressions.</content>
internal sealed partial class BodyReader
{
    /// <summary>A constant as an expression, or null where it is none that programs know.</summary>
    public static Expression? Literal(object? value, ITypeSymbol? type)
    {
        if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum } named && value is not null)
        {
            var member = named.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => f.HasConstantValue && Equals(f.ConstantValue, value));
            return member is null ? null : new Expression.Text(member.Name);
        }

        return value switch
        {
            null => new Expression.Null(),
            bool b => new Expression.Bool(b),
            string s => new Expression.Text(s),
            char c => new Expression.Text(c.ToString()),
            double or float or decimal => Number(Convert.ToString(value, CultureInfo.InvariantCulture)!),
            ulong => null,
            IConvertible number => new Expression.Int(number.ToInt64(CultureInfo.InvariantCulture)),
            _ => null,
        };
    }

    // 64.0 stays a number that is no integer; infinity and the like have no literal.
    private static Expression.Number? Number(string text) =>
        !char.IsDigit(text[text.Length - 1]) ? null : text.All(c => char.IsDigit(c) || c == '-') ? new(text + ".0") : new(text);

    private Expression Read(IOperation? operation)
    {
        if (operation is null or IInvalidOperation { ChildOperations.Count: 0 })
        {
            return new Expression.Null();
        }

        if (operation.ConstantValue is { HasValue: true, Value: var constant } && Literal(constant, operation.Type) is { } literal)
        {
            return literal;
        }

        if (IndexValue(operation) is { } part)
        {
            return part;
        }

        return operation switch
        {
            ILocalReferenceOperation local => new Expression.Local(local.Local.Name),
            IParameterReferenceOperation parameter => Parameter(parameter.Parameter),
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.PatternInput } when patternInputs.Count > 0 => patternInputs.Peek(),
            IInstanceReferenceOperation => new Expression.This(),
            IThrowOperation => new Expression.Throw(),
            IFieldReferenceOperation field => Field(field),
            IPropertyReferenceOperation property => Property(property),
            IArrayElementReferenceOperation { Indices: [var index] } element => Element(element.ArrayReference, index, element),
            IParenthesizedOperation inner => Read(inner.Operand),
            IConversionOperation conversion => Conversion(conversion),
            IDiscardOperation => new Expression.Local("_"),
            IDeclarationExpressionOperation declaration => Target(declaration),
            IBinaryOperation binary => Binary(binary),
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Not or UnaryOperatorKind.Minus } unary =>
                Place(new Expression.Unary(unary.OperatorKind == UnaryOperatorKind.Not ? "!" : "-", Read(unary.Operand)), unary),
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Plus } plus => Read(plus.Operand),
            IConditionalOperation choice => Place(new Expression.Conditional(Read(choice.Condition), Lazily(choice.WhenTrue), choice.WhenFalse is null ? new Expression.Null() : Lazily(choice.WhenFalse)), choice),
            ICoalesceOperation coalesce => new Expression.Binary("??", Read(coalesce.Value), Lazily(coalesce.WhenNull)),
            IConditionalAccessOperation access => ConditionalAccess(access),
            IConditionalAccessInstanceOperation when conditionalReceivers.Count > 0 => conditionalReceivers.Peek(),
            IIsPatternOperation pattern => Pattern(pattern),
            ISwitchExpressionOperation choice => SwitchExpression(choice),
            ITupleOperation tuple => new Expression.TupleOf(InSequence(tuple.Elements.Select(e => (Func<Expression>)(() => Read(e)))).ToEquatableArray()),
            IArrayCreationOperation { Initializer: { } items } => new Expression.ListOf(InSequence(items.ElementValues.Select(e => (Func<Expression>)(() => Read(e)))).ToEquatableArray()),
            IArrayCreationOperation { DimensionSizes: [var size], Type: IArrayTypeSymbol { ElementType: var element } } => Place(new Expression.Invoke("Enumerable.Repeat", [new(null, Default(element)), new(null, Read(size))]), operation),
            IIsTypeOperation test => Place(test.IsNegated ? Not(OfType(test.TypeOperand, test.ValueOperand.Type, Once(Read(test.ValueOperand)), test)) : OfType(test.TypeOperand, test.ValueOperand.Type, Once(Read(test.ValueOperand)), test), test),
            IInterpolatedStringOperation text => Interpolated(text),
            IDelegateCreationOperation { Target: var target } => Read(target),
            IAnonymousFunctionOperation lambda => Lambda(lambda.Symbol, lambda.Body),
            IMethodReferenceOperation method => MethodGroup(method),
            IWithOperation copy => Copy(copy),
            IObjectCreationOperation creation => Creation(creation),
            IInvocationOperation call => Invocation(call),
            ISimpleAssignmentOperation or ICompoundAssignmentOperation or IIncrementOrDecrementOperation or IDeconstructionAssignmentOperation or ICoalesceAssignmentOperation => AssignmentValue(operation),
            _ => Other(operation),
        };
    }

    private Expression Parameter(IParameterSymbol parameter)
    {
        if (isConstruction || !PrimaryParameters.IsOf(context.Type, parameter))
        {
            return new Expression.Local(parameter.Name);
        }

        context.Captured.Add(parameter);
        return new Expression.Member(new Expression.This(), PrimaryParameters.FieldOf(parameter));
    }

    private Expression Other(IOperation operation) => operation.Syntax switch
    {
        // Roslyn 4.8 has no operation of its own for these; later versions do, with the same children.
        CollectionExpressionSyntax => Collection(operation),
        _ when operation.Kind.ToString() == "ImplicitIndexerReference" && operation.ChildOperations.ToList() is [var target, var index] => Element(target, index, operation),
        _ when operation.Type?.TypeKind == TypeKind.Dynamic || operation.Kind.ToString().StartsWith("Dynamic", StringComparison.Ordinal) =>
            Opaque($"a dynamic value ('{Shortened(operation.Syntax)}'), which cannot be known before the model runs,", operation),
        _ => Opaque($"'{Shortened(operation.Syntax)}'", operation),
    };

    // Spreads are joined with what stands between them.
    private Expression Collection(IOperation collection) =>
        (collection.Type ?? collection.SemanticModel?.GetTypeInfo(collection.Syntax).ConvertedType) is not INamedTypeSymbol type ? Items(collection)
        : context.Symbols.IsTorch(type) && LayerTable.IsContainer(type.Name) ? Place(new Expression.Create(type.Name, [new(null, Items(collection))]), collection)
        : !IsTable(type) ? Items(collection)
        : collection.ChildOperations.Count == 0 ? Place(new Expression.Invoke("dictionary", []), collection)
        : Opaque($"'{Shortened(collection.Syntax)}'", collection);

    private Expression Items(IOperation collection)
    {
        Expression joined = new Expression.ListOf([]);
        var items = new List<Expression>();

        // A type with an Add of its own is first made, then given each element.
        var children = collection.ChildOperations.Where(c => c.Syntax != collection.Syntax).ToList();
        foreach (var (child, value) in children.Zip(InSequence(children.Select(c => (Func<Expression>)(() => Item(c)))), (child, value) => (child, value)))
        {
            if (child.Syntax is not SpreadElementSyntax)
            {
                items.Add(value);
                continue;
            }

            joined = Joined(Joined(joined, new Expression.ListOf(items.ToEquatableArray())), value);
            items.Clear();
        }

        return Joined(joined, new Expression.ListOf(items.ToEquatableArray()));
    }

    private Expression Item(IOperation item) =>
        item is IInvocationOperation { IsImplicit: true, TargetMethod.Name: "Add", Arguments: [var added] } ? Read(added.Value)
        : item.Syntax is not SpreadElementSyntax ? Read(item)
        : item.ChildOperations.ToList() is [var spread] ? Read(spread)
        : Opaque($"'{Shortened(item.Syntax)}'", item);

    private static Expression Joined(Expression first, Expression second) =>
        first is Expression.ListOf { Items.Count: 0 } && second is Expression.ListOf ? second
        : second is Expression.ListOf { Items.Count: 0 } ? first
        : new Expression.Invoke("Enumerable.Concat", [new(null, first), new(null, second)]);

    private static Expression Default(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_Boolean ? new Expression.Bool(false)
        : IsInteger(type.SpecialType) ? new Expression.Int(0)
        : type.SpecialType is SpecialType.System_Single or SpecialType.System_Double ? new Expression.Number("0.0")
        : new Expression.Null();

    private static string Shortened(SyntaxNode syntax)
    {
        const int most = 60;
        var text = string.Join(" ", syntax.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= most ? text : text.Substring(0, most) + "...";
    }

    private Expression AssignmentValue(IOperation assignment)
    {
        if (assignment is IIncrementOrDecrementOperation { IsPostfix: true } step)
        {
            var before = new Expression.Local($"{OnceName}{onces++}");
            Add(new Statement.Assign(before, Read(step.Target)));
            Effect(assignment);
            return before;
        }

        Effect(assignment);
        return assignment switch
        {
            IDeconstructionAssignmentOperation d => Target(d.Target),
            IAssignmentOperation a => Target(a.Target),
            IIncrementOrDecrementOperation i => Target(i.Target),
            _ => new Expression.Null(),
        };
    }

    private Expression Field(IFieldReferenceOperation field)
    {
        if (field.Field.IsStatic && HasProgram(field.Field.ContainingType))
        {
            return Place(new Expression.Static(context.Refer(field.Field.ContainingType), field.Field.Name), field);
        }

        if (field.Field.IsStatic)
        {
            return Foreign(new Expression.Member(new Expression.Local(field.Field.ContainingType.Name), field.Field.Name), field.Type, field.Field.ContainingType, field);
        }

        // An element of a tuple, whatever it is called.
        if (field.Field is { ContainingType.IsTupleType: true, CorrespondingTupleField: { } item } && int.TryParse(item.Name.Replace("Item", ""), out var number))
        {
            return Place(new Expression.Element(Read(field.Instance), new Expression.Int(number - 1)), field);
        }

        Mention(field.Field.ContainingType);
        return Foreign(Place(new Expression.Member(Read(field.Instance), field.Field.Name), field), field.Type, field.Field.ContainingType, field);
    }

    private Expression Property(IPropertyReferenceOperation reference, bool isTarget = false)
    {
        var property = reference.Property;
        if (property.IsIndexer && context.Symbols.IsTensor(reference.Instance?.Type))
        {
            return TensorIndex(reference);
        }

        if (property.IsIndexer)
        {
            return reference is { Instance: { } list, Arguments: [var position] } ? Element(list, position.Value, reference) : Opaque($"'{Shortened(reference.Syntax)}'", reference);
        }

        if (property.IsStatic && HasProgram(property.ContainingType))
        {
            if (property.GetMethod is { } read)
            {
                CallsInClass(read);
            }

            return Place(new Expression.Static(context.Refer(property.ContainingType), property.Name), reference);
        }

        if (property.IsStatic)
        {
            return Foreign(new Expression.Member(new Expression.Local(property.ContainingType.Name), property.Name), property.Type, property.ContainingType, reference);
        }

        var target = Read(reference.Instance);
        // A tensor made of a tensor, such as its transpose.
        if (context.Symbols.IsTensor(property.ContainingType) && context.Symbols.IsTensor(property.Type))
        {
            return Place(new Expression.Invoke($"Tensor.{property.Name}", [new(null, target)]), reference);
        }

        if (property.ContainingType.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return property.Name == "Value" ? target : Place(new Expression.Binary("!=", target, new Expression.Null()), reference);
        }

        if (property is { DeclaringSyntaxReferences.IsEmpty: true, GetMethod: { } published } && PublishedPrograms.Of(property.ContainingType) is not null)
        {
            return Place(new Expression.Method(target, context.Refer(property.ContainingType), published.Name, []) { IsBase = IsBase(reference.Instance) }, reference);
        }

        if (property.DeclaringSyntaxReferences.Length > 0 && context.Symbols.IsModule(property.ContainingType))
        {
            var backing = property.ContainingType.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property));
            if (backing is not null && (isTarget || property.GetMethod is not { } open || !VirtualMembers.IsOpen(open)))
            {
                return Place(new Expression.Member(target, backing.Name), reference);
            }

            if (property.GetMethod is { } getter)
            {
                CallsInClass(getter);
                var isBase = IsBase(reference.Instance);
                var owner = isBase && context.Type.BaseType is { } parent ? parent : property.ContainingType;
                return Place(new Expression.Method(target, context.Refer(owner), getter.Name, []) { IsBase = isBase }, reference);
            }
        }

        Mention(property.ContainingType);
        var member = Place(new Expression.Member(target, property.Name), reference);
        return isTarget ? member : Foreign(member, property.Type, property.ContainingType, reference);
    }

    private Expression Element(IOperation target, IOperation index, IOperation whole)
    {
        if (index is IRangeOperation)
        {
            return Place(new Expression.Element(Read(target), Index(index), FromEnd: false), whole);
        }

        var fromEnd = index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat };
        var (list, position) = InSequence(() => Read(target), () => Read(fromEnd ? ((IUnaryOperation)index).Operand : index));
        return Place(new Expression.Element(list, position, fromEnd), whole);
    }
}
