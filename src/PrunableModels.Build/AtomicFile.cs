using System;
using System.IO;

namespace PrunableModels.Build;

/// <summary>Writes a file so that nobody ever sees half of it, and nothing that was linked to the old one changes.</summary>
internal static class AtomicFile
{
    /// <summary>Makes <paramref name="path"/> hold <paramref name="content"/>; false if it already did.</summary>
    public static bool Write(string path, byte[] content)
    {
        if (Holds(path, content))
            return false;

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
        return true;
    }

    private static bool Holds(string path, byte[] content)
    {
        var file = new FileInfo(path);
        return file.Exists && file.Length == content.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(content);
    }
}
