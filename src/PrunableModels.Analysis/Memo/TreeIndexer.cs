using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PrunableModels.Analysis;

/// <summary>Makes the index of a tree: one walk over its declarations.</summary>
internal sealed class TreeIndexer
{
    private readonly SourceText text;
    private readonly CancellationToken token;
    private readonly Dictionary<string, TypeSource> types = new(StringComparer.Ordinal);
    private readonly Dictionary<DeclarationKey, Declaration> declarations = new();
    private readonly HashSet<string> namespaces = new(StringComparer.Ordinal);

    private TreeIndexer(SyntaxTree tree, CancellationToken token)
    {
        text = tree.GetText(token);
        this.token = token;
    }

    public static TreeIndex Index(SyntaxTree tree, CancellationToken token)
    {
        if (tree.GetRoot(token) is not CompilationUnitSyntax unit)
        {
            return TreeIndex.Empty;
        }

        var indexer = new TreeIndexer(tree, token);
        indexer.Unit(unit, Surroundings.Of(unit));
        return new(indexer.types, indexer.declarations, indexer.namespaces);
    }

    private void Unit(CompilationUnitSyntax unit, Surroundings around)
    {
        foreach (var attributes in unit.AttributeLists)
        {
            Declare(attributes, new(DeclarationKey.AssemblyAttribute, null), around, isAlwaysSeen: true);
        }

        foreach (var global in unit.Usings.Where(u => u.GlobalKeyword != default))
        {
            Declare(global, new(DeclarationKey.GlobalUsing, null), around, isAlwaysSeen: true);
        }

        Members(unit.Members, around);
    }

    private void Members(SyntaxList<MemberDeclarationSyntax> members, Surroundings around)
    {
        foreach (var member in members)
        {
            token.ThrowIfCancellationRequested();
            Member(member, around);
        }
    }

    private void Member(MemberDeclarationSyntax member, Surroundings around)
    {
        switch (member)
        {
            case BaseNamespaceDeclarationSyntax space:
                namespaces.Add(TypePath.Of(space));
                Members(space.Members, around.In(space));
                break;
            case TypeDeclarationSyntax type when type.Identifier.IsKind(SyntaxKind.IdentifierToken):
                Type(type, around);
                break;
            // The members of an extension block are found as extension methods are.
            case TypeDeclarationSyntax extension:
                Members(extension.Members, around.InExtension(extension));
                break;
            case BaseFieldDeclarationSyntax field:
                foreach (var variable in field.Declaration.Variables)
                {
                    Declare(field, new(variable.Identifier.ValueText, around.Container), around);
                }

                break;
            case GlobalStatementSyntax statement:
                TopLevel(statement, around);
                break;
            default:
                Declare(member, new(DeclarationNames.Of(member), around.Container), around, isExtension: DeclarationNames.IsExtension(member));
                break;
        }
    }

    // What top-level statements declare is in scope everywhere, if only as an error.
    private void TopLevel(GlobalStatementSyntax statement, Surroundings around)
    {
        Declare(null, new("Program", null), around);
        Declare(null, new("args", null), around);
        foreach (var node in statement.DescendantNodes(n => n is not BlockSyntax))
        {
            var declared = node switch
            {
                VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
                SingleVariableDesignationSyntax variable => variable.Identifier.ValueText,
                LocalFunctionStatementSyntax function => function.Identifier.ValueText,
                _ => null,
            };
            if (declared is not null)
            {
                Declare(statement, new(declared, null), around);
            }
        }
    }

    private void Type(TypeDeclarationSyntax type, Surroundings around)
    {
        Declare(type, new(type.Identifier.ValueText, around.Container), around);
        var inside = around.In(type);
        Source(type, inside);
        Members(type.Members, inside);
    }

    private void Source(TypeDeclarationSyntax type, Surroundings inside)
    {
        var path = TypePath.Of(type);
        var hasher = new ContentHasher();
        var names = new HashSet<string>(inside.Names, StringComparer.Ordinal);
        if (types.TryGetValue(path, out var before))
        {
            hasher.Add(before.Hash);
            names.UnionWith(before.Names);
        }

        hasher.Add(inside.Hash);
        var start = type.SpanStart;
        foreach (var nested in type.Members.Where(m => m is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax))
        {
            hasher.Add(text, start, nested.FullSpan.Start);
            hasher.Add((ulong)nested.RawKind);
            hasher.Add(DeclarationNames.Of(nested));
            names.Add(DeclarationNames.Of(nested));
            start = nested.FullSpan.End;
        }

        hasher.Add(text, start, type.Span.End);
        // Which part of the text is active is not in the text itself.
        foreach (var active in type.DescendantTokens(n => n == type || n is not (BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)))
        {
            hasher.Add((ulong)active.RawKind);
            hasher.Add((ulong)active.Span.Length);
            SignatureTokens.TakeNames(active, names);
        }

        types[path] = new(hasher.Hash, names);
    }

    private void Declare(SyntaxNode? node, DeclarationKey key, Surroundings around, bool isExtension = false, bool isAlwaysSeen = false)
    {
        var hasher = new ContentHasher();
        var names = new HashSet<string>(around.Names, StringComparer.Ordinal);
        if (declarations.TryGetValue(key, out var before))
        {
            hasher.Add(before.Hash);
            names.UnionWith(before.Identifiers);
        }

        hasher.Add(around.Hash);
        if (node is TypeDeclarationSyntax type)
        {
            TypeHeader(type, ref hasher, names);
        }
        else if (node is not null)
        {
            SignatureTokens.Take(node, ref hasher, names);
        }

        var bases = node is TypeDeclarationSyntax { BaseList.Types: var written } ? written.Select(b => SimpleName(b.Type)) : [];
        declarations[key] = new(
            key,
            isExtension || around.IsExtension || before?.IsExtension == true,
            isAlwaysSeen || around.IsLookedFor || before?.IsAlwaysSeen == true,
            hasher.Hash,
            names)
        {
            Bases = [.. (before?.Bases ?? []).Concat(bases).Distinct()],
        };
    }

    private static string SimpleName(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };

    /// <summary>Adds everything of a type but its members.</summary>
    internal static void TypeHeader(TypeDeclarationSyntax type, ref ContentHasher hasher, ISet<string> names)
    {
        foreach (var child in type.ChildNodesAndTokens())
        {
            if (child.AsNode() is not { } inner)
            {
                SignatureTokens.TakeToken(child.AsToken(), ref hasher, names);
            }
            else if (inner is not MemberDeclarationSyntax)
            {
                SignatureTokens.Take(inner, ref hasher, names);
            }
        }
    }
}
