using System;
using System.IO;
using System.Runtime.InteropServices;

namespace PrunableModels.Build;

/// <summary>Finds the file of a system library as a program's loader would.</summary>
internal static class SystemLibrary
{
    /// <summary>
    /// The path of the library that the loader takes for <paramref name="name"/>, or null. The loader itself is asked, so that its cache,
    /// its folders and its environment variables all count: the library is loaded (in practice .NET has already) and looked up among
    /// the files that are mapped into this process.
    /// </summary>
    public static string? Find(string name)
    {
        if (!NativeLibrary.TryLoad(name, out _))
            return null;

        foreach (var line in File.ReadLines("/proc/self/maps"))
        {
            // Links are resolved there: libstdc++.so.6 shows as .../libstdc++.so.6.0.30.
            var path = line.IndexOf('/') is var start and >= 0 ? line[start..] : "";
            if (Path.GetFileName(path.AsSpan()).StartsWith(name, StringComparison.Ordinal))
                return path;
        }
        return null;
    }
}
