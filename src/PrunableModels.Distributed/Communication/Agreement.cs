using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PrunableModels.Distributed;

/// <summary>What processes compare with each other.</summary>
internal static class Agreement
{
    /// <summary>A number that stands for some bytes: others have another one.</summary>
    public static ulong Digest(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return MemoryMarshal.Read<ulong>(hash);
    }

    /// <summary>Everybody's value, in the order of ranks.</summary>
    public static T[] All<T>(this ICommunicator communicator, T own)
        where T : unmanaged
    {
        var all = new T[communicator.Size];
        communicator.Gather(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in own)), MemoryMarshal.AsBytes(all.AsSpan()));
        return all;
    }

    /// <summary>Requires that everybody has the same value.</summary>
    /// <param name="communicator">Everybody.</param>
    /// <param name="own">This process's value.</param>
    /// <param name="what">What it is, in words.</param>
    /// <param name="explain">Says more of everybody's values, where they differ.</param>
    /// <exception cref="RanksDifferException">Somebody has another.</exception>
    public static void Require<T>(this ICommunicator communicator, T own, string what, Func<IReadOnlyList<T>, string> explain)
        where T : unmanaged, IEquatable<T>
    {
        var all = communicator.All(own);
        if (all.AsSpan().ContainsAnyExcept(all[0]))
        {
            throw new RanksDifferException(what, [.. Enumerable.Range(1, all.Length - 1).Where(rank => !all[rank].Equals(all[0]))], explain(all));
        }
    }
}
