using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace PrunableModels.Analysis;

/// <summary>The part of a type that stands in one tree: what its own bodies are.</summary>
/// <param name="Hash">Stands for all of its text, types inside it excepted, and for where it stands.</param>
/// <param name="Names">The names in it and around it.</param>
internal sealed record TypeSource(ContentHash Hash, IReadOnlyCollection<string> Names);

/// <summary>What a syntax tree says of types and declarations, without binding anything; made once for every tree.</summary>
internal sealed class TreeIndex(
    IReadOnlyDictionary<string, TypeSource> types,
    IReadOnlyDictionary<DeclarationKey, Declaration> declarations,
    IReadOnlyCollection<string> namespaces)
{
    private static readonly ConditionalWeakTable<SyntaxTree, TreeIndex> Known = new();

    private readonly Lazy<ILookup<string, string>> derived = new(() => declarations.Values.SelectMany(d => d.Bases, (d, b) => (Base: b, d.Key.Name)).ToLookup(d => d.Base, d => d.Name, StringComparer.Ordinal));

    /// <summary>The simple names of the types that write a name down as that of their base class or interface.</summary>
    public IEnumerable<string> DerivedFrom(string name) => derived.Value[name];

    /// <summary>The types by <see cref="TypePath"/>.</summary>
    public IReadOnlyDictionary<string, TypeSource> Types { get; } = types;

    /// <summary>The declarations.</summary>
    public IReadOnlyDictionary<DeclarationKey, Declaration> Declarations { get; } = declarations;

    /// <summary>The namespaces that the tree opens, and those around them.</summary>
    public IReadOnlyCollection<string> Namespaces { get; } = namespaces;

    /// <summary>A tree that says nothing.</summary>
    public static TreeIndex Empty { get; } = new(new Dictionary<string, TypeSource>(), new Dictionary<DeclarationKey, Declaration>(), []);

    /// <summary>The index of a tree.</summary>
    public static TreeIndex Of(SyntaxTree tree, CancellationToken token)
    {
        if (!Known.TryGetValue(tree, out var index))
        {
            index = TreeIndexer.Index(tree, token);
            index = Known.GetValue(tree, _ => index);
        }

        return index;
    }
}
