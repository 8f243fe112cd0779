using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Analysis;

/// <summary>
/// What one compilation takes over from the one before it, which never changes, and what is read for it, which is added. Edits
/// that touch nothing share what is taken over.
/// </summary>
internal sealed class MemoTable<TKey, TValue>(IReadOnlyDictionary<TKey, TValue> inherited)
    where TKey : class
    where TValue : class
{
    private readonly Dictionary<TKey, TValue> added = new();

    /// <summary>An empty table.</summary>
    public MemoTable()
        : this(new Dictionary<TKey, TValue>())
    {
    }

    /// <summary>What is known of a key, or null.</summary>
    public TValue? Find(TKey key)
    {
        if (inherited.TryGetValue(key, out var value))
        {
            return value;
        }

        lock (added)
        {
            return added.TryGetValue(key, out value) ? value : null;
        }
    }

    /// <summary>Adds what was read; where another thread was faster, its value stays and is returned.</summary>
    public TValue Add(TKey key, TValue value)
    {
        lock (added)
        {
            if (added.TryGetValue(key, out var other))
            {
                return other;
            }

            added.Add(key, value);
            return value;
        }
    }

    /// <summary>The table of the next compilation: what still holds.</summary>
    public MemoTable<TKey, TValue> Where(Func<TKey, TValue, bool> holds)
    {
        KeyValuePair<TKey, TValue>[] own;
        lock (added)
        {
            own = [.. added];
        }

        if (own.Length == 0 && inherited.All(e => holds(e.Key, e.Value)))
        {
            return new(inherited);
        }

        var kept = new Dictionary<TKey, TValue>();
        foreach (var entry in inherited.Concat(own))
        {
            if (holds(entry.Key, entry.Value))
            {
                kept[entry.Key] = entry.Value;
            }
        }

        return new(kept);
    }
}
