using System;
using System.Collections.Generic;
using System.IO;
using Microsoft.Build.Framework;
using PrunableModels.Build.Elf;

namespace PrunableModels.Build;

/// <summary>
/// Looks at native libraries that are about to be copied to the output folder. One that asks for symbol versions which the
/// system's libstdc++ lacks, and which it does not use, is replaced by a copy in which they are optional. The files given are not touched.
/// </summary>
public sealed class FixNativeLibrary : ITask
{
    private const string StandardLibrary = "libstdc++.so.6";

    /// <inheritdoc />
    public IBuildEngine? BuildEngine { get; set; }

    /// <inheritdoc />
    public ITaskHost? HostObject { get; set; }

    /// <summary>Whether to replace; otherwise a warning says that a replacement is needed.</summary>
    public bool Enabled { get; set; }

    /// <summary>The folder for replacements.</summary>
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>The system's C++ library; found as the loader finds it unless given.</summary>
    public string? SystemLibraryPath { get; set; }

    /// <summary>The libraries, and afterwards in their places the files to copy.</summary>
    [Required, Output]
    public ITaskItem[] Libraries { get; set; } = [];

    /// <inheritdoc />
    public bool Execute()
    {
        var system = SystemLibraryPath ?? SystemLibrary.Find(StandardLibrary);
        if (system is null || Read(system, VersionsDefinedBy) is not { } defined)
            return true;

        foreach (var library in Libraries)
        {
            if (Read(library.ItemSpec, path => MissingVersions.Of(File.ReadAllBytes(path), StandardLibrary, defined)) is { Any: true } missing)
                Fix(library, missing);
        }
        return true;
    }

    private static HashSet<string> VersionsDefinedBy(string path) => VersionDefinitions.Read(new ElfImage(File.ReadAllBytes(path)));

    private void Fix(ITaskItem library, MissingVersions missing)
    {
        var name = Path.GetFileName(library.ItemSpec);
        var problem = $"{name} asks for {missing.Names} of {StandardLibrary}, which this system lacks";
        if (!missing.AreUnused)
        {
            Warn("PRUNEB002", $"{problem}, and uses it: the library will not load here. A newer {StandardLibrary} is needed.");
            return;
        }
        if (!Enabled)
        {
            Warn("PRUNEB001", $"{problem}: the library will not load here. It never uses it, so it can be made optional in the output "
                + "folder's copy: set the property PrunableModelsFixNativeLibrary to true.");
            return;
        }

        var copy = Path.Combine(Folder, library.GetMetadata("DestinationSubDirectory"), name);
        if (AtomicFile.Write(copy, missing.MakeWeak()))
            Say($"{problem} and it never uses: made optional in {copy}, which is copied to the output folder instead.");
        library.ItemSpec = copy;
    }

    private T? Read<T>(string path, Func<string, T> read)
        where T : class
    {
        try
        {
            return read(path);
        }
        catch (Exception e) when (e is ElfFormatException or IOException or UnauthorizedAccessException)
        {
            Warn("PRUNEB002", $"{path} could not be checked: {e.Message}");
            return null;
        }
    }

    private void Warn(string code, string message) => BuildEngine?.LogWarningEvent(new BuildWarningEventArgs(
        subcategory: null, code, file: null, 0, 0, 0, 0, message, helpKeyword: null, senderName: nameof(FixNativeLibrary)));

    private void Say(string message) => BuildEngine?.LogMessageEvent(new BuildMessageEventArgs(
        message, helpKeyword: null, senderName: nameof(FixNativeLibrary), MessageImportance.High));
}
