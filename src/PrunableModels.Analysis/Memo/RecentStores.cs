using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>
/// The stores that generators made last, for analyzers: they see the same sources, and what was generated from them. The stores are not kept
/// alive here.
/// </summary>
internal static class RecentStores
{
    private const int Most = 16;
    private static readonly LinkedList<WeakReference<MemoStore>> Stores = new();
    private static readonly ConditionalWeakTable<Compilation, StrongBox<MemoStore?>> Known = new();

    /// <summary>Makes a store known.</summary>
    public static void Add(MemoStore store)
    {
        lock (Stores)
        {
            Stores.AddFirst(new WeakReference<MemoStore>(store));
            if (Stores.Count > Most)
            {
                Stores.RemoveLast();
            }
        }
    }

    /// <summary>The program of a model as the generator read it from the same sources; null where it did not, or where other generators added some.</summary>
    public static ModelProgram? Find(Compilation compilation, INamedTypeSymbol root) =>
        Known.GetValue(compilation, c => new(Find(c))).Value?.Models.Find(new(MetadataNames.Of(root), null))?.Source.Program;

    private static MemoStore? Find(Compilation compilation)
    {
        var sources = compilation.SyntaxTrees.Where(t => !ModelSourceReader.IsGenerated(t)).ToList();
        lock (Stores)
        {
            return Stores.Select(s => s.TryGetTarget(out var store) ? store : null).FirstOrDefault(s => s?.IsOf(compilation, sources) == true);
        }
    }
}
