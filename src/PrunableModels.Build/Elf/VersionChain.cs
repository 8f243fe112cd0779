using System.Collections.Generic;

namespace PrunableModels.Build.Elf;

/// <summary>
/// The linked lists in which ELF keeps symbol versions. Garbled ones may run into each other again and again, so one chain
/// follows all lists of a table and gives up after as many entries as the file has room for.
/// </summary>
internal sealed class VersionChain(ElfImage image)
{
    private const ulong SmallestEntry = 8;

    private ulong left = image.Bytes.Length / SmallestEntry;

    /// <summary>
    /// The file offsets of at most <paramref name="count"/> entries of <paramref name="size"/> bytes, the first at
    /// <paramref name="address"/>. Each holds at <paramref name="next"/> how far on the next one is, and zero in the last.
    /// </summary>
    public IEnumerable<(ulong Address, ulong Offset)> Walk(ulong address, ulong count, ulong size, ulong next)
    {
        for (; count > 0; count--)
        {
            if (left-- == 0)
                throw new ElfFormatException("it lists more symbol versions than it has room for");

            var offset = image.Locate(address, size);
            yield return (address, offset);

            var step = image.Bytes.U32(offset + next);
            if (step == 0)
                yield break;
            address = unchecked(address + step);
        }
    }
}
