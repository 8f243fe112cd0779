using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>From an annotated class to what the generator keeps of it.</summary>
internal static class ModelSourceReader
{
    private static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat;

    /// <summary>Reads the class, or gives null where nothing can be generated; an analyzer says why.</summary>
    public static ModelSource? Read(GeneratorAttributeSyntaxContext context, CancellationToken token)
    {
        if (context.TargetSymbol is not INamedTypeSymbol { IsGenericType: false } type
            || TorchSymbols.Of(context.SemanticModel.Compilation) is not { } symbols
            || !symbols.IsModule(type)
            || !IsPartial(type, token)
            || !IsFirst(context, type))
        {
            return null;
        }

        var read = ModelReader.Read(type, symbols, tree => context.SemanticModel.Compilation.GetSemanticModel(tree), token);
        return new(
            MetadataNames.Of(type).TrimStart(':').Replace('+', '.') + ".Pruning.g.cs",
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(),
            Containers(type).Select(Declaration).ToEquatableArray(),
            Declaration(type),
            read.Program,
            Accessors(read, type).ToEquatableArray())
        {
            HasPrunableBase = HasPrunableBase(type, token),
        };
    }

    /// <summary>Whether the class and everything around it can get another part.</summary>
    public static bool IsPartial(INamedTypeSymbol type, CancellationToken token) =>
        Containers(type).Append(type).All(t => t.DeclaringSyntaxReferences
            .Select(r => r.GetSyntax(token))
            .OfType<TypeDeclarationSyntax>()
            .All(d => d.Modifiers.Any(m => m.ValueText == "partial")));

    // The attribute on two parts of a class is an error, and still must not give two files of one name.
    private static bool IsFirst(GeneratorAttributeSyntaxContext context, INamedTypeSymbol type)
    {
        var marked = context.Attributes[0].AttributeClass;
        var first = type.GetAttributes().First(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, marked)).ApplicationSyntaxReference;
        return first is null || (first.SyntaxTree == context.TargetNode.SyntaxTree && context.TargetNode.Span.Contains(first.Span));
    }

    // Only where that class has its generated part.
    private static bool HasPrunableBase(INamedTypeSymbol type, CancellationToken token)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (!current.IsGenericType && IsPartial(current, token) && current.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == TorchSymbols.PrunableAttribute))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<INamedTypeSymbol> Containers(INamedTypeSymbol type)
    {
        var containers = new Stack<INamedTypeSymbol>();
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            containers.Push(outer);
        }

        return containers;
    }

    private static string Declaration(INamedTypeSymbol type) =>
        $"partial {(type.IsRecord ? "record " : "")}{(type.TypeKind == TypeKind.Struct ? "struct" : type.TypeKind == TypeKind.Interface ? "interface" : "class")} {type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}";

    private static IEnumerable<FieldAccessor> Accessors(ReadModel read, INamedTypeSymbol root) =>
        Fields(read, root).Concat(
            from parameter in read.Classes.SelectMany(c => c.Symbol.InstanceConstructors).SelectMany(c => c.Parameters)
            let type = parameter.ContainingType
            where type.DeclaringSyntaxReferences.Length > 0 && !type.IsGenericType && CanName(type, root) && PrimaryParameters.IsOf(type, parameter)
            where IsScalar(parameter.Type) && CanName(parameter.Type, root) && Mentions(read.Program, PrimaryParameters.FieldOf(parameter))
            where read.Program.Find(MetadataNames.Of(type)) is { } program && program.Fields.Any(f => f.Name == PrimaryParameters.FieldOf(parameter))
            select new FieldAccessor(type.ToDisplayString(Qualified), PrimaryParameters.FieldOf(parameter), parameter.Type.ToDisplayString(Qualified), parameter.Type.TypeKind == TypeKind.Enum));

    // The private fields of classes without source are their own assembly's to read.
    private static IEnumerable<FieldAccessor> Fields(ReadModel read, INamedTypeSymbol root) =>
        from type in read.Classes.Select(c => c.Symbol)
        where type.DeclaringSyntaxReferences.Length > 0 && !type.IsGenericType && !type.IsStatic && CanName(type, root)
        from field in type.GetMembers().OfType<IFieldSymbol>()
        where !field.IsStatic && !PrimaryParameters.IsField(field) && IsScalar(field.Type) && CanName(field.Type, root) && Mentions(read.Program, field.Name)
        select new FieldAccessor(type.ToDisplayString(Qualified), field.Name, field.Type.ToDisplayString(Qualified), field.Type.TypeKind == TypeKind.Enum);

    // Linking runs methods, not constructors: a field that only these use need not be read.
    private static bool Mentions(ModelProgram program, string field) =>
        program.Classes.SelectMany(c => c.Methods).SelectMany(m => m.Expressions()).OfType<Expression.Member>().Any(m => m.Name == field);

    private static bool IsScalar(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 } => true,
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } => IsScalar(inner),
        _ => type.TypeKind == TypeKind.Enum || type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_String,
    };

    // Generated code stands inside the root: it can write the names that are visible there.
    private static bool CanName(ITypeSymbol type, INamedTypeSymbol root)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, root) || SymbolEqualityComparer.Default.Equals(current.ContainingType, root))
            {
                return true;
            }

            if (current is INamedTypeSymbol && current.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected)
            {
                return false;
            }
        }

        return true;
    }
}
