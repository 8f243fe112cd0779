using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace PrunableModels.Analysis;

/// <summary>Everything that was read of a compilation or still holds from the one before it. It does not hold the compilation.</summary>
internal sealed class MemoStore
{
    private readonly ImmutableArray<SyntaxTree> trees;
    private readonly ImmutableArray<MetadataReference> references;
    private readonly CompilationOptions options;
    private readonly string? assembly;

    private MemoStore(Compilation compilation)
    {
        trees = compilation.SyntaxTrees.ToImmutableArray();
        references = compilation.References.ToImmutableArray();
        options = compilation.Options;
        assembly = compilation.AssemblyName;
    }

    /// <summary>The classes.</summary>
    public MemoTable<ClassKey, ClassMemo> Classes { get; private set; } = new();

    /// <summary>The models, by their roots.</summary>
    public MemoTable<ClassKey, ModelMemo> Models { get; private set; } = new();

    /// <summary>The models, by the annotated declarations.</summary>
    public MemoTable<SyntaxNode, ModelMemo> Declarations { get; private set; } = new();

    /// <summary>The store of a compilation, with what holds of another.</summary>
    public static MemoStore Of(Compilation compilation, MemoStore? previous, CancellationToken token)
    {
        var store = new MemoStore(compilation);
        if (previous is not null
            && previous.assembly == store.assembly
            && previous.options.Equals(store.options)
            && previous.references.SequenceEqual(store.references)
            && SourceChange.Between(previous.trees, store.trees, token) is { } change)
        {
            store.TakeOver(previous, change);
        }

        RecentStores.Add(store);
        return store;
    }

    /// <summary>Whether it is that of a compilation with these sources.</summary>
    public bool IsOf(Compilation compilation, IReadOnlyList<SyntaxTree> sources) =>
        trees.Length == sources.Count
        && assembly == compilation.AssemblyName
        && trees.SequenceEqual(sources)
        && options.Equals(compilation.Options)
        && references.SequenceEqual(compilation.References);

    private void TakeOver(MemoStore previous, SourceChange change)
    {
        Classes = previous.Classes.Where((_, c) => change.IsNone || !change.Touches(c.Path, c.Visible, c.Implemented));
        Models = previous.Models.Where((_, m) => change.IsNone || m.Classes.All(c => Classes.Find(c) is not null));
        Declarations = previous.Declarations.Where((d, m) => !change.Removed.Contains(d.SyntaxTree) && (change.IsNone || m.Classes.All(c => Classes.Find(c) is not null)));
    }
}
