using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace PrunableModels.Analysis;

/// <summary>What differs between the sources of two compilations, as far as reading can depend on it.</summary>
internal sealed class SourceChange
{
    private readonly HashSet<string> types = new(StringComparer.Ordinal);
    private readonly List<Declaration> declarations = [];

    /// <summary>The trees that are no longer there.</summary>
    public List<SyntaxTree> Removed { get; } = [];

    /// <summary>The difference, or null where the order of what stayed is another.</summary>
    public static SourceChange? Between(ImmutableArray<SyntaxTree> before, ImmutableArray<SyntaxTree> after, CancellationToken token)
    {
        var change = new SourceChange();
        if (before.Length == after.Length && Pairs(before, after) is { } pairs)
        {
            foreach (var (old, @new) in pairs)
            {
                change.Removed.Add(old);
                change.Compare(TreeIndex.Of(old, token), TreeIndex.Of(@new, token), samePlace: true);
            }

            change.CompareNamespaces(before, after, pairs.Select(p => p.Old), pairs.Select(p => p.New), token);
            return change;
        }

        var (kept, removed) = Split(before, after);
        var (stayed, added) = Split(after, before);
        if (!kept.SequenceEqual(stayed))
        {
            return null;
        }

        change.Removed.AddRange(removed);
        foreach (var old in removed)
        {
            change.Compare(TreeIndex.Of(old, token), TreeIndex.Empty, samePlace: false);
        }

        foreach (var @new in added)
        {
            change.Compare(TreeIndex.Empty, TreeIndex.Of(@new, token), samePlace: false);
        }

        change.CompareNamespaces(before, after, removed, added, token);
        return change;
    }

    /// <summary>Whether a class may be read otherwise than before.</summary>
    /// <param name="path">The class.</param>
    /// <param name="visible">The names that it sees.</param>
    /// <param name="implemented">The types of which it depends on what implements them.</param>
    public bool Touches(string path, VisibleNames visible, IReadOnlyCollection<string> implemented)
    {
        if (types.Contains(path))
        {
            return true;
        }

        foreach (var declaration in declarations)
        {
            if (visible.See(declaration) || declaration.Bases.Any(implemented.Contains))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether nothing that is read can have changed.</summary>
    public bool IsNone => types.Count == 0 && declarations.Count == 0;

    // Trees that took the place of others; null where too much is new for one to stand for the other.
    private static List<(SyntaxTree Old, SyntaxTree New)>? Pairs(ImmutableArray<SyntaxTree> before, ImmutableArray<SyntaxTree> after)
    {
        var pairs = new List<(SyntaxTree Old, SyntaxTree New)>();
        for (var i = 0; i < before.Length; i++)
        {
            if (!ReferenceEquals(before[i], after[i]))
            {
                pairs.Add((before[i], after[i]));
            }
        }

        return pairs.Count > before.Length / 2 + 1 ? null : pairs;
    }

    private static (List<SyntaxTree> Shared, List<SyntaxTree> Own) Split(ImmutableArray<SyntaxTree> trees, ImmutableArray<SyntaxTree> others)
    {
        var elsewhere = new HashSet<SyntaxTree>(others);
        return (trees.Where(elsewhere.Contains).ToList(), trees.Where(t => !elsewhere.Contains(t)).ToList());
    }

    private void Compare(TreeIndex before, TreeIndex after, bool samePlace)
    {
        foreach (var path in before.Types.Keys.Concat(after.Types.Keys))
        {
            if (!samePlace || !before.Types.TryGetValue(path, out var old) || !after.Types.TryGetValue(path, out var @new) || old.Hash != @new.Hash)
            {
                types.Add(path);
            }
        }

        foreach (var key in before.Declarations.Keys.Concat(after.Declarations.Keys.Where(k => !before.Declarations.ContainsKey(k))))
        {
            before.Declarations.TryGetValue(key, out var old);
            after.Declarations.TryGetValue(key, out var @new);
            if (old is null || @new is null || old.Hash != @new.Hash)
            {
                declarations.AddRange(new[] { old, @new }.OfType<Declaration>());
            }
        }
    }

    // A namespace comes into being with its first declaration and ends with its last.
    private void CompareNamespaces(ImmutableArray<SyntaxTree> before, ImmutableArray<SyntaxTree> after, IEnumerable<SyntaxTree> removed, IEnumerable<SyntaxTree> added, CancellationToken token)
    {
        var old = removed.SelectMany(t => TreeIndex.Of(t, token).Namespaces).Distinct().ToList();
        var @new = added.SelectMany(t => TreeIndex.Of(t, token).Namespaces).Distinct().ToList();
        var gone = old.Except(@new).Where(n => !after.Any(t => TreeIndex.Of(t, token).Namespaces.Contains(n)));
        var come = @new.Except(old).Where(n => !before.Any(t => TreeIndex.Of(t, token).Namespaces.Contains(n)));
        foreach (var part in gone.Concat(come).SelectMany(n => n.Split('.')))
        {
            declarations.Add(new(new(part, null), false, false, default, []));
        }
    }
}
