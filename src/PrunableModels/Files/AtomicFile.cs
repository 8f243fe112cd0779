using System;
using System.IO;

namespace PrunableModels;

/// <summary>Files that are either complete or not there: whoever is interrupted leaves what was there before.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside <paramref name="path"/> and renames once every byte is on the disk.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        var target = Path.GetFullPath(path);
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
