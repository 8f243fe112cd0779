using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <content>Patterns, as tests of a value.</content>
internal sealed partial class BodyReader
{
    // What members of the value of a pattern refer to.
    private readonly Stack<Expression> patternInputs = new();

    private Expression Pattern(IIsPatternOperation operation) =>
        Place(Test(operation.Pattern, Once(Read(operation.Value))), operation);

    private Expression Test(IPatternOperation pattern, Expression value) => pattern switch
    {
        IDiscardPatternOperation => new Expression.Bool(true),
        IConstantPatternOperation constant => Place(new Expression.Binary("==", value, Read(constant.Value)), pattern),
        IRelationalPatternOperation relation => Place(new Expression.Binary(Symbol(relation.OperatorKind), value, Read(relation.Value)), pattern),
        INegatedPatternOperation { Pattern: IConstantPatternOperation constant } => Place(new Expression.Binary("!=", value, Read(constant.Value)), pattern),
        INegatedPatternOperation not => Not(Test(not.Pattern, value)),
        IBinaryPatternOperation both => Both(both.OperatorKind == BinaryOperatorKind.Or ? "||" : "&&", Test(both.LeftPattern, value), Test(both.RightPattern, value)),
        ITypePatternOperation type => OfType(type.MatchedType, type.InputType, value, pattern),
        IDeclarationPatternOperation declaration => Declared(declaration, value),
        IRecursivePatternOperation parts => Parts(parts, value),
        IListPatternOperation list => Elements(list, value),
        _ => Place(new Expression.Opaque($"the pattern '{Shortened(pattern.Syntax)}'", [value]), pattern),
    };

    private static Expression Both(string symbol, Expression left, Expression right) =>
        symbol == "&&" && left is Expression.Bool { Value: true } ? right
        : symbol == "&&" && right is Expression.Bool { Value: true } ? left
        : new Expression.Binary(symbol, left, right);

    private static Expression Not(Expression test) => test switch
    {
        Expression.Binary { Operator: "==" } equal => new Expression.Binary("!=", equal.Left, equal.Right),
        Expression.Binary { Operator: "!=" } unequal => new Expression.Binary("==", unequal.Left, unequal.Right),
        _ => new Expression.Unary("!", test),
    };

    private Expression Declared(IDeclarationPatternOperation declaration, Expression value)
    {
        Declare(declaration.DeclaredSymbol, value);
        return declaration.MatchesNull ? new Expression.Bool(true) : OfType(declaration.MatchedType, declaration.InputType, value, declaration);
    }

    private Expression OfType(ITypeSymbol? type, ITypeSymbol? known, Expression value, IOperation at)
    {
        // What has the type already is only asked whether it is there.
        for (var ancestor = known; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(ancestor, type))
            {
                return Place(new Expression.Binary("!=", value, new Expression.Null()), at);
            }
        }

        if (type is INamedTypeSymbol named && context.Symbols.IsModule(named) && !context.Symbols.IsTorch(named))
        {
            context.Refer(named);
        }

        return context.Symbols.TypeName(type) is { } name
            ? Place(new Expression.Is(value, name), at)
            : Place(new Expression.Opaque($"whether it is a {type?.Name}", [value]), at);
    }

    private Expression Parts(IRecursivePatternOperation pattern, Expression value)
    {
        Declare(pattern.DeclaredSymbol, value);
        if (pattern.DeconstructSymbol is IMethodSymbol)
        {
            return Place(new Expression.Opaque($"the pattern '{Shortened(pattern.Syntax)}'", [value]), pattern);
        }

        var isThere = pattern.InputType.IsTupleType ? new Expression.Bool(true) : OfType(pattern.MatchedType, pattern.InputType, value, pattern);
        var positions = pattern.DeconstructionSubpatterns.Select((p, i) => Test(p, Place(new Expression.Element(value, new Expression.Int(i)), pattern)));
        var properties = pattern.PropertySubpatterns.Select(p => Test(p.Pattern, OfPattern(p.Member, value)));
        return positions.Concat(properties).Aggregate(isThere, (all, test) => Both("&&", all, test));
    }

    private Expression OfPattern(IOperation member, Expression value)
    {
        patternInputs.Push(value);
        var read = Read(member);
        patternInputs.Pop();
        return read;
    }

    private Expression Elements(IListPatternOperation pattern, Expression value)
    {
        var items = pattern.Patterns;
        var slice = items.ToList().FindIndex(p => p is ISlicePatternOperation);
        if (slice >= 0 && items[slice] is ISlicePatternOperation { Pattern: not null })
        {
            return Place(new Expression.Opaque($"the pattern '{Shortened(pattern.Syntax)}'", [value]), pattern);
        }

        Declare(pattern.DeclaredSymbol, value);
        var count = slice < 0 ? items.Length : items.Length - 1;
        Expression test = Place(new Expression.Binary(slice < 0 ? "==" : ">=", new Expression.Member(value, pattern.LengthSymbol?.Name ?? "Length"), new Expression.Int(count)), pattern);
        for (var i = 0; i < items.Length; i++)
        {
            var fromEnd = slice >= 0 && i > slice;
            test = i == slice ? test : Both("&&", test, Test(items[i], Place(new Expression.Element(value, new Expression.Int(fromEnd ? items.Length - i : i), fromEnd), pattern)));
        }

        return test;
    }

    private void Declare(ISymbol? variable, Expression value)
    {
        if (variable is not null)
        {
            Add(new Statement.Assign(new Expression.Local(variable.Name), value));
        }
    }
}
