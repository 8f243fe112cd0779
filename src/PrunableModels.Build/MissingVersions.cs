using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using PrunableModels.Build.Elf;

namespace PrunableModels.Build;

/// <summary>
/// The versions that a library requires of another and that the other lacks on this system: any one of them keeps the library from
/// loading. A version that nothing in the library uses can be made weak, which the loader forgives.
/// </summary>
internal sealed class MissingVersions
{
    private readonly byte[] file;
    private readonly List<VersionRequirement> missing;
    private readonly HashSet<ushort> used;

    private MissingVersions(byte[] file, List<VersionRequirement> missing, HashSet<ushort> used) =>
        (this.file, this.missing, this.used) = (file, missing, used);

    public bool Any => missing.Count > 0;

    /// <summary>The names of the missing versions.</summary>
    public string Names => string.Join(", ", missing.ConvertAll(version => version.Version));

    /// <summary>Whether no relocation refers to a symbol of a missing version: the library works without them.</summary>
    public bool AreUnused => !missing.Exists(version => used.Contains(version.Index));

    /// <param name="file">The library that requires versions.</param>
    /// <param name="other">The name of the library that it requires them of.</param>
    /// <param name="defined">The versions that the other defines.</param>
    public static MissingVersions Of(byte[] file, string other, HashSet<string> defined)
    {
        var image = new ElfImage(file);
        var missing = VersionRequirement.Read(image).FindAll(requirement =>
            requirement.Library == other && !requirement.IsWeak && !defined.Contains(requirement.Version));
        return new MissingVersions(file, missing, missing.Count > 0 ? UsedVersions.Read(image) : []);
    }

    /// <summary>A copy of the library in which the missing versions are weak.</summary>
    public byte[] MakeWeak()
    {
        if (!AreUnused)
            throw new InvalidOperationException("The library uses a version that is missing.");

        var copy = (byte[])file.Clone();
        foreach (var version in missing)
        {
            var flags = copy.AsSpan((int)version.FlagsOffset, sizeof(ushort));
            BinaryPrimitives.WriteUInt16LittleEndian(flags, (ushort)(version.Flags | VersionRequirement.Weak));
        }
        return copy;
    }
}
