using System.Collections.Generic;

namespace PrunableModels.Build.Elf;

/// <summary>The indices of the versions whose symbols some relocation refers to: those that the loader will look up.</summary>
internal static class UsedVersions
{
    private const ulong RelaSize = 24;
    private const ulong RelSize = 16;

    /// <summary>The bit that hides a symbol's version from linkers; the rest is the version's index.</summary>
    private const ushort Hidden = 0x8000;

    public static HashSet<ushort> Read(ElfImage image)
    {
        HashSet<ushort> versions = [];
        Add(versions, image, DynamicTag.Rela, DynamicTag.RelaSize, RelaSize);
        Add(versions, image, DynamicTag.Rel, DynamicTag.RelSize, RelSize);
        Add(versions, image, DynamicTag.JumpRel, DynamicTag.PltRelSize,
            image.Find(DynamicTag.PltRel) == (ulong)DynamicTag.Rel ? RelSize : RelaSize);
        return versions;
    }

    private static void Add(HashSet<ushort> versions, ElfImage image, DynamicTag table, DynamicTag tableSize, ulong entrySize)
    {
        if (image.Find(table) is not { } address)
            return;

        var size = image.Get(tableSize);
        if (size % entrySize != 0)
            throw new ElfFormatException($"its {table} table of {size} bytes does not consist of entries of {entrySize}");

        var versionOfSymbol = image.Get(DynamicTag.VersionOfSymbol);
        var start = image.Locate(address, size);
        for (var at = start; at < start + size; at += entrySize)
        {
            var symbol = image.Bytes.U64(at + 8) >> 32;
            if (symbol != 0)
                versions.Add((ushort)(image.Bytes.U16(image.Locate(unchecked(versionOfSymbol + 2 * symbol), 2)) & ~Hidden));
        }
    }
}
