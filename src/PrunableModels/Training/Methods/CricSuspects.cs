using System;
using System.IO;
using System.Linq;

namespace PrunableModels;

/// <summary>The suspects of a cycle (V), of all cycles until now (H), and of the next one (W).</summary>
internal sealed class CricSuspects(int count)
{
    private readonly bool[] active = new bool[count];
    private readonly bool[] historical = new bool[count];
    private readonly bool[] next = new bool[count];

    /// <summary>Those that go to zero in this cycle.</summary>
    public int[] Active => Indices(active);

    /// <summary>How many there were in all cycles; this only grows.</summary>
    public int HistoricalCount => historical.Count(h => h);

    public int NextCount => next.Count(n => n);

    /// <summary>Notes which structures look redundant now; those that were suspects before are no news.</summary>
    public void Note(int[] lowest)
    {
        foreach (var structure in lowest)
        {
            next[structure] |= !historical[structure];
        }
    }

    /// <summary>The noted ones become this cycle's.</summary>
    public void Advance()
    {
        for (var i = 0; i < active.Length; i++)
        {
            active[i] = next[i];
            historical[i] |= next[i];
            next[i] = false;
        }
    }

    public void Clear()
    {
        Array.Clear(active);
        Array.Clear(historical);
        Array.Clear(next);
    }

    public void Save(BinaryWriter writer)
    {
        foreach (var set in new[] { active, historical, next })
        {
            writer.Write(Array.ConvertAll(set, member => member ? (byte)1 : (byte)0));
        }
    }

    public void Load(BinaryReader reader)
    {
        foreach (var set in new[] { active, historical, next })
        {
            Array.ConvertAll(reader.ReadBytes(set.Length), member => member != 0).CopyTo(set, 0);
        }
    }

    private static int[] Indices(bool[] set) => [.. Enumerable.Range(0, set.Length).Where(i => set[i])];
}
