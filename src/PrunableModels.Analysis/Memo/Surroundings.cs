using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PrunableModels.Analysis;

/// <summary>Where a declaration stands: what its names mean depends on the usings, the namespaces and the types around it.</summary>
/// <param name="Container">The simple name of the innermost type, or null.</param>
/// <param name="Namespace">The full name of the namespace, empty for the global one.</param>
/// <param name="IsExtension">Whether it stands in an extension block.</param>
/// <param name="Hash">Stands for all of it.</param>
/// <param name="Names">The names in it.</param>
internal sealed record Surroundings(string? Container, string Namespace, bool IsExtension, ContentHash Hash, IReadOnlyCollection<string> Names)
{
    // The compiler and the reader look for types of these namespaces by their full names.
    private static readonly string[] LookedFor = ["System", "Microsoft", "PrunableModels", "TorchSharp"];

    /// <summary>Whether what stands there may be found without its name being written.</summary>
    public bool IsLookedFor => LookedFor.Contains(Namespace)
        || Namespace.StartsWith("System.", StringComparison.Ordinal) || Namespace.StartsWith("Microsoft.", StringComparison.Ordinal);

    /// <summary>The whole of a file: its path, how it is parsed, and its usings, wherever they stand.</summary>
    public static Surroundings Of(CompilationUnitSyntax unit)
    {
        var hasher = new ContentHasher();
        var names = new HashSet<string>(StringComparer.Ordinal);
        hasher.Add(unit.SyntaxTree.FilePath);
        if (unit.SyntaxTree.Options is CSharpParseOptions options)
        {
            hasher.Add((ulong)options.LanguageVersion);
            foreach (var option in options.Features.Select(f => $"{f.Key}={f.Value}").Concat(options.PreprocessorSymbolNames).OrderBy(o => o, StringComparer.Ordinal))
            {
                hasher.Add(option);
            }
        }

        foreach (var node in unit.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).Where(n => n is UsingDirectiveSyntax or ExternAliasDirectiveSyntax))
        {
            hasher.Add((ulong)(node.Parent?.RawKind ?? 0));
            SignatureTokens.Take(node, ref hasher, names);
        }

        return new(null, "", false, hasher.Hash, names);
    }

    /// <summary>Inside a namespace.</summary>
    public Surroundings In(BaseNamespaceDeclarationSyntax space)
    {
        var hasher = new ContentHasher();
        var names = new HashSet<string>(Names, StringComparer.Ordinal);
        hasher.Add(Hash);
        SignatureTokens.Take(space.Name, ref hasher, names);
        return this with { Namespace = TypePath.Of(space), Hash = hasher.Hash, Names = names };
    }

    /// <summary>Inside a type.</summary>
    public Surroundings In(TypeDeclarationSyntax type)
    {
        var hasher = new ContentHasher();
        hasher.Add(Hash);
        hasher.Add((ulong)type.RawKind);
        hasher.Add(TypePath.Of(type));
        foreach (var modifier in type.Modifiers)
        {
            hasher.Add(modifier.Text);
        }

        return this with { Container = type.Identifier.ValueText, Hash = hasher.Hash, Names = new HashSet<string>(Names, StringComparer.Ordinal) { type.Identifier.ValueText } };
    }

    /// <summary>Inside an extension block.</summary>
    public Surroundings InExtension(TypeDeclarationSyntax extension)
    {
        var hasher = new ContentHasher();
        var names = new HashSet<string>(Names, StringComparer.Ordinal);
        hasher.Add(Hash);
        TreeIndexer.TypeHeader(extension, ref hasher, names);
        return this with { IsExtension = true, Hash = hasher.Hash, Names = names };
    }
}
