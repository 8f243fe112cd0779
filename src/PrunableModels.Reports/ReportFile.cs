using System;
using System.IO;

namespace PrunableModels.Reports;

/// <summary>Files that are whole or as they were.</summary>
internal static class ReportFile
{
    /// <exception cref="IOException">The file cannot be written; the message names it.</exception>
    public static void Write(string path, byte[] content)
    {
        var target = Path.GetFullPath(path);
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Remove(temporary);
            throw new IOException($"The report '{path}' cannot be written: {e.Message}", e);
        }
    }

    // That it cannot be removed either is no news.
    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
