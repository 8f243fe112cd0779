using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>The types of parameters as programs spell them, and where a call has to name them to say which method it means.</summary>
internal sealed class ParameterTypes(TorchSymbols symbols)
{
    /// <summary>A method's parameter types. An override has those of what it overrides, so that both are spelled alike.</summary>
    public EquatableArray<string> Of(IMethodSymbol method) => Declared(method).Parameters.Select(Of).ToEquatableArray();

    /// <summary>A type as programs spell it.</summary>
    public string Of(ITypeSymbol type) => Text(type);

    /// <summary>The types of the method that a call means; null where the number of its arguments tells that already.</summary>
    /// <param name="method">The method.</param>
    /// <param name="receiver">The class whose methods the compiler chose from.</param>
    /// <param name="arguments">How many arguments are given.</param>
    public EquatableArray<string>? Needed(IMethodSymbol method, ITypeSymbol? receiver, int arguments)
    {
        var meant = Declared(method);
        var others = Hierarchy(receiver ?? method.ContainingType).Concat(Hierarchy(method.ContainingType))
            .SelectMany(t => method.MethodKind == MethodKind.Constructor ? t.InstanceConstructors.Where(_ => SymbolEqualityComparer.Default.Equals(t, meant.ContainingType)) : t.GetMembers(method.Name).OfType<IMethodSymbol>())
            .Where(m => !SymbolEqualityComparer.Default.Equals(Declared(m), meant));
        var isOpen = meant is { IsAbstract: true, ContainingType.TypeKind: TypeKind.Class, Parameters.IsEmpty: false };
        return isOpen || others.Any(m => Accepts(m, arguments)) ? Of(method) : null;
    }

    /// <summary>How a method stands to those of the same name in base classes.</summary>
    public MethodRelation Relation(IMethodSymbol method)
    {
        if (method.Name == "forward" && IsOverload(method))
        {
            return MethodRelation.Overload;
        }

        return !method.IsOverride && method.ContainingType.BaseType is { } parent
            && Hierarchy(parent).SelectMany(t => t.GetMembers(method.Name)).OfType<IMethodSymbol>().Any(m => m.Parameters.Length == method.Parameters.Length && Of(m) == Of(method))
                ? MethodRelation.New : MethodRelation.Ordinary;
    }

    /// <summary>Whether a <c>forward</c> is another than the one that modules of its class call.</summary>
    public bool IsOverload(IMethodSymbol forward) =>
        !IsEntry(forward) && Bases(forward.ContainingType).Any(t => symbols.IsTorch(t) && t.GetMembers("forward").OfType<IMethodSymbol>().Any());

    /// <summary>Whether a <c>forward</c> is the one that TorchSharp calls.</summary>
    public bool IsEntry(IMethodSymbol forward)
    {
        var root = forward;
        while (root.OverriddenMethod is { } overridden)
        {
            root = overridden;
        }

        return symbols.IsTorch(root.ContainingType);
    }

    // The first declaration that is a user's.
    private IMethodSymbol Declared(IMethodSymbol method)
    {
        var declared = method.OriginalDefinition;
        while (declared.OverriddenMethod?.OriginalDefinition is { } overridden && !symbols.IsTorch(overridden.ContainingType))
        {
            declared = overridden;
        }

        return declared;
    }

    private IEnumerable<INamedTypeSymbol> Hierarchy(ITypeSymbol type) =>
        Bases(type).TakeWhile(t => t.SpecialType != SpecialType.System_Object && !symbols.IsTorch(t)).Select(t => t.OriginalDefinition);

    private static IEnumerable<INamedTypeSymbol> Bases(ITypeSymbol type)
    {
        for (var current = type as INamedTypeSymbol; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }

    private static bool Accepts(IMethodSymbol method, int arguments) =>
        method.Parameters.Length >= arguments && method.Parameters.Count(p => !p.IsOptional && !p.IsParams) <= arguments;

    private string Of(IParameterSymbol parameter)
    {
        var text = Text(parameter.Type);
        return (parameter.RefKind == RefKind.None ? text : $"ref {text}")
            + (IsNullableTensor(parameter.Type) || (IsNullable(parameter.Type) && IsInput(parameter)) ? "?" : "");
    }

    private static bool IsNullable(ITypeSymbol type) => type is { NullableAnnotation: NullableAnnotation.Annotated, IsReferenceType: true };

    private bool IsNullableTensor(ITypeSymbol type) => IsNullable(type) && symbols.IsTensor(type);

    // An object that forward is called with, or not.
    private static bool IsInput(IParameterSymbol parameter) => parameter is { ContainingSymbol.Name: "forward", Type: INamedTypeSymbol { TypeKind: TypeKind.Class, DeclaringSyntaxReferences.IsEmpty: false } };

    private string Text(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => $"{Text(array.ElementType)}[{new string(',', array.Rank - 1)}]",
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => $"{Text(nullable.TypeArguments[0])}?",
        INamedTypeSymbol { IsTupleType: true } tuple => $"({string.Join(", ", tuple.TupleElements.Select(e => Text(e.Type) + (IsNullableTensor(e.Type) ? "?" : "")))})",
        INamedTypeSymbol named when named.SpecialType is >= SpecialType.System_Object and <= SpecialType.System_String => named.ToDisplayString(),
        INamedTypeSymbol { TypeArguments: { IsEmpty: false } arguments } generic => $"{Name(generic)}<{string.Join(", ", arguments.Select(Text))}>",
        INamedTypeSymbol named => Name(named),
        _ => type.Name,
    };

    // What does not exist is in no namespace.
    private string Name(INamedTypeSymbol type) =>
        symbols.IsTorch(type) || type.ContainingNamespace?.ToDisplayString().Split('.')[0] == "System" ? type.Name : MetadataNames.Of(type.OriginalDefinition);
}
