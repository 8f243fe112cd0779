using System;
using System.IO;

namespace PrunableModels;

/// <summary>Temporary files that killed processes left beside a checkpoint.</summary>
internal static class Leftovers
{
    /// <summary>A living process is between writing and renaming for far less than this.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(10);

    /// <summary>Deletes what nobody has written to for a while; what cannot be deleted stays.</summary>
    public static void Delete(string path)
    {
        var target = new FileInfo(Path.GetFullPath(path));
        if (target.Directory is not { Exists: true } folder)
        {
            return;
        }

        foreach (var file in folder.EnumerateFiles($"{target.Name}.*.tmp"))
        {
            var name = file.Name[(target.Name.Length + 1)..^".tmp".Length];
            if (Guid.TryParseExact(name, "N", out _) && DateTime.UtcNow - file.LastWriteTimeUtc > Age)
            {
                TryDelete(file);
            }
        }
    }

    private static void TryDelete(FileInfo file)
    {
        try
        {
            file.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another process has it open, or it is another user's: a checkpoint can be saved all the same.
        }
    }
}
