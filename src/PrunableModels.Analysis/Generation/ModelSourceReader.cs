using System;
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
    /// <summary>How the names of generated files end.</summary>
    public const string FileSuffix = ".Pruning.g.cs";

    /// <summary>Whether a file is one of those that are generated.</summary>
    public static bool IsGenerated(SyntaxTree tree) => tree.FilePath.EndsWith(FileSuffix, StringComparison.Ordinal);

    /// <summary>Whether something can be generated for an annotated declaration.</summary>
    public static bool IsModel(GeneratorAttributeSyntaxContext context, TorchSymbols symbols, CancellationToken token) =>
        context.TargetSymbol is INamedTypeSymbol { IsGenericType: false } type && symbols.IsModule(type) && IsPartial(type, token) && IsFirst(context, type);

    /// <summary>What the generator keeps of a class.</summary>
    /// <param name="type">The class.</param>
    /// <param name="classes">It and the classes that it is built from.</param>
    public static ModelSource Compose(INamedTypeSymbol type, IReadOnlyList<ClassMemo> classes) => new(
        MetadataNames.Of(type).TrimStart(':').Replace('+', '.') + FileSuffix,
        type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(),
        Containers(type).Select(Declaration).ToEquatableArray(),
        Declaration(type),
        ModelReader.Compose(type, classes.Select(c => c.Programs)),
        Accessors(classes, MetadataNames.Of(type)).ToEquatableArray())
    {
        HasPrunableBase = HasPrunableBase(type),
    };

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
    private static bool HasPrunableBase(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (!current.IsGenericType && IsPartial(current, CancellationToken.None) && current.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == TorchSymbols.PrunableAttribute))
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

    // Linking runs methods, not constructors: a field that only these use need not be read.
    private static IEnumerable<FieldAccessor> Accessors(IReadOnlyList<ClassMemo> classes, string root)
    {
        var mentioned = new HashSet<string>(classes.SelectMany(c => c.Members));
        return from read in classes
               from field in read.Fields
               where (mentioned.Contains(field.Accessor.Name) || mentioned.Contains(field.Mentioned)) && field.CanBeReadIn(root)
               select field.Accessor;
    }
}
