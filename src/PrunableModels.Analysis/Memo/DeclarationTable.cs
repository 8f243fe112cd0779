using System;
using System.Collections.Generic;

namespace PrunableModels.Analysis;

/// <summary>The declarations of a compilation by name and by the type that they stand in.</summary>
internal sealed class DeclarationTable
{
    private readonly Dictionary<string, List<Declaration>> named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Declaration>> inside = new(StringComparer.Ordinal);

    public DeclarationTable(IEnumerable<TreeIndex> trees)
    {
        foreach (var tree in trees)
        {
            foreach (var declaration in tree.Declarations.Values)
            {
                Add(declaration);
            }
        }
    }

    /// <summary>What is seen without a name: whatever always counts, and extensions that the language looks for.</summary>
    public List<Declaration> AlwaysSeen { get; } = [];

    /// <summary>The declarations of a name.</summary>
    public IReadOnlyList<Declaration> Named(string name) => named.TryGetValue(name, out var found) ? found : [];

    /// <summary>The declarations in types of a name.</summary>
    public IReadOnlyList<Declaration> In(string container) => inside.TryGetValue(container, out var found) ? found : [];

    private void Add(Declaration declaration)
    {
        if (declaration.IsAlwaysSeen || (declaration.IsPattern && (declaration.IsExtension || declaration.Key.Container is null)))
        {
            AlwaysSeen.Add(declaration);
        }

        Add(named, declaration.Key.Name, declaration);
        if (declaration.Key.Container is { } container)
        {
            Add(inside, container, declaration);
        }
    }

    private static void Add(Dictionary<string, List<Declaration>> table, string name, Declaration declaration)
    {
        if (!table.TryGetValue(name, out var list))
        {
            table[name] = list = [];
        }

        list.Add(declaration);
    }
}
