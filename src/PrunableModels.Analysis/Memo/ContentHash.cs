using System;
using Microsoft.CodeAnalysis.Text;

namespace PrunableModels.Analysis;

/// <summary>128 bits that stand for a text: two independent lanes, so that no two texts are taken for one another by chance.</summary>
internal readonly record struct ContentHash(ulong First, ulong Second);

/// <summary>Makes a <see cref="ContentHash"/>, piece by piece.</summary>
internal struct ContentHasher
{
    private ulong first;
    private ulong second;

    public ContentHasher()
    {
        first = 0xcbf29ce484222325;
        second = 0x9ae16a3b2f90404f;
    }

    /// <summary>What was added so far.</summary>
    public readonly ContentHash Hash => new(Finish(first), Finish(second ^ (first << 32)));

    /// <summary>Adds a number.</summary>
    public void Add(ulong value)
    {
        unchecked
        {
            first = Mix(first ^ value) * 0x100000001b3;
            second = Mix((second + value) * 0xff51afd7ed558ccd) + 0x9e3779b97f4a7c15;
        }
    }

    /// <summary>Adds another hash.</summary>
    public void Add(ContentHash hash)
    {
        Add(hash.First);
        Add(hash.Second);
    }

    /// <summary>Adds a text and its length, so that two texts differ from their concatenation.</summary>
    public void Add(string text)
    {
        Add((ulong)text.Length);
        Add(text.AsSpan());
    }

    /// <summary>Adds a part of a source text.</summary>
    public void Add(SourceText text, int start, int end)
    {
        var buffer = new char[Math.Min(end - start, 4096)];
        for (var at = start; at < end; at += buffer.Length)
        {
            var count = Math.Min(buffer.Length, end - at);
            text.CopyTo(at, buffer, 0, count);
            Add(buffer.AsSpan(0, count));
        }
    }

    private void Add(ReadOnlySpan<char> characters)
    {
        var i = 0;
        for (; i + 4 <= characters.Length; i += 4)
        {
            Add(characters[i] | ((ulong)characters[i + 1] << 16) | ((ulong)characters[i + 2] << 32) | ((ulong)characters[i + 3] << 48));
        }

        for (; i < characters.Length; i++)
        {
            Add(characters[i]);
        }
    }

    private static ulong Mix(ulong value) => value ^ (value >> 29);

    private static ulong Finish(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 33)) * 0xc4ceb9fe1a85ec53;
            value = (value ^ (value >> 29)) * 0xbf58476d1ce4e5b9;
            return value ^ (value >> 32);
        }
    }
}
