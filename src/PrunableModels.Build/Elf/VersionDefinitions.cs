using System;
using System.Collections.Generic;

namespace PrunableModels.Build.Elf;

/// <summary>The versions of its symbols that a library defines, by name.</summary>
internal static class VersionDefinitions
{
    private const ulong DefinitionSize = 20;
    private const ulong NameSize = 8;

    public static HashSet<string> Read(ElfImage image)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        if (image.Find(DynamicTag.VersionDefinitions) is not { } first)
            return names;

        var bytes = image.Bytes;
        var chain = new VersionChain(image);
        foreach (var (address, definition) in chain.Walk(first, image.Get(DynamicTag.VersionDefinitionCount), DefinitionSize, next: 16))
        {
            // The first name is the version's own; those after it are the versions that it inherits.
            var own = unchecked(address + bytes.U32(definition + 12));
            foreach (var (_, name) in chain.Walk(own, count: 1, NameSize, next: 4))
                names.Add(image.Name(bytes.U32(name)));
        }
        return names;
    }
}
