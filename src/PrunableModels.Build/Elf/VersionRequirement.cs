using System.Collections.Generic;

namespace PrunableModels.Build.Elf;

/// <summary>One version of another library's symbols that a library cannot be loaded without, unless it is weak.</summary>
/// <param name="Library">The other library's name.</param>
/// <param name="Version">The version's name.</param>
/// <param name="Index">The number by which the library's own symbols refer to the version.</param>
/// <param name="Flags">The requirement's flags.</param>
/// <param name="FlagsOffset">Where in the file the flags are.</param>
internal readonly record struct VersionRequirement(string Library, string Version, ushort Index, ushort Flags, ulong FlagsOffset)
{
    /// <summary>The flag of a requirement whose absence the loader forgives (VER_FLG_WEAK).</summary>
    public const ushort Weak = 2;

    private const ulong EntrySize = 16;

    public bool IsWeak => (Flags & Weak) != 0;

    public static List<VersionRequirement> Read(ElfImage image)
    {
        List<VersionRequirement> requirements = [];
        if (image.Find(DynamicTag.VersionRequirements) is not { } first)
            return requirements;

        var bytes = image.Bytes;
        var chain = new VersionChain(image);
        foreach (var (address, library) in chain.Walk(first, image.Get(DynamicTag.VersionRequirementCount), EntrySize, next: 12))
        {
            var name = image.Name(bytes.U32(library + 4));
            var versions = unchecked(address + bytes.U32(library + 8));
            foreach (var (_, version) in chain.Walk(versions, bytes.U16(library + 2), EntrySize, next: 12))
            {
                requirements.Add(new VersionRequirement(
                    name, image.Name(bytes.U32(version + 8)), bytes.U16(version + 6), bytes.U16(version + 4), version + 4));
            }
        }
        return requirements;
    }
}
