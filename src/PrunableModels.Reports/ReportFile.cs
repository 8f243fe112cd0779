using System;
using System.IO;

namespace PrunableModels.Reports;

/// <summary>Files of a report, which are whole or as they were.</summary>
internal static class ReportFile
{
    /// <exception cref="IOException">The file cannot be written; the message names it.</exception>
    public static void Write(string path, byte[] content)
    {
        try
        {
            AtomicFile.Write(path, stream => stream.Write(content));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The report '{path}' cannot be written: {e.Message}", e);
        }
    }
}
