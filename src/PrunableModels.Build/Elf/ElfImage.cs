using System;
using System.Collections.Generic;

namespace PrunableModels.Build.Elf;

/// <summary>
/// A shared library as the loader sees it: segments and the dynamic section. Section headers are not read, for the
/// loader does not read them either and a stripped file may have none.
/// </summary>
internal sealed class ElfImage
{
    private const int HeaderSize = 64;
    private const int ProgramHeaderSize = 56;
    private const uint LoadSegment = 1;
    private const uint DynamicSegment = 2;

    private readonly record struct Segment(ulong Offset, ulong Address, ulong Length);

    private readonly List<Segment> loaded = [];
    private readonly Dictionary<DynamicTag, ulong> dynamic = [];

    public ElfImage(ReadOnlyMemory<byte> file)
    {
        Bytes = new ElfBytes(file);
        CheckHeader();
        ReadSegments();
    }

    public ElfBytes Bytes { get; }

    public ulong? Find(DynamicTag tag) => dynamic.TryGetValue(tag, out var value) ? value : null;

    public ulong Get(DynamicTag tag) => Find(tag) ?? throw new ElfFormatException($"its dynamic section has no {tag}");

    /// <summary>The offset in the file of <paramref name="length"/> bytes that are loaded at <paramref name="address"/>.</summary>
    public ulong Locate(ulong address, ulong length)
    {
        foreach (var segment in loaded)
        {
            // Below the segment the difference wraps round and is larger than any length.
            var start = unchecked(address - segment.Address);
            if (length <= segment.Length && start <= segment.Length - length)
                return segment.Offset + start;
        }
        throw new ElfFormatException($"address 0x{address:x} is in no loaded segment");
    }

    /// <summary>A name of the dynamic string table.</summary>
    public string Name(uint offset)
    {
        var length = Get(DynamicTag.StringTableSize);
        return Bytes.Name(Locate(Get(DynamicTag.StringTable), length), length, offset);
    }

    private void CheckHeader()
    {
        var header = Bytes.Slice(0, HeaderSize);
        if (!header.StartsWith("\u007fELF"u8))
            throw new ElfFormatException("it does not start with the ELF signature");
        if (header[4] != 2 || header[5] != 1)
            throw new ElfFormatException("it is not a 64-bit little-endian one");
        if (Bytes.U16(16) != 3)
            throw new ElfFormatException("it is not a shared library");
    }

    private void ReadSegments()
    {
        var table = Bytes.U64(32);
        var entrySize = Bytes.U16(54);
        var count = Bytes.U16(56);
        if (entrySize != ProgramHeaderSize)
            throw new ElfFormatException($"its program headers have {entrySize} bytes each instead of {ProgramHeaderSize}");

        _ = Bytes.Slice(table, (ulong)count * ProgramHeaderSize);
        Segment? dynamicSegment = null;
        for (var i = 0u; i < count; i++)
        {
            var at = table + i * ProgramHeaderSize;
            var type = Bytes.U32(at);
            if (type is not (LoadSegment or DynamicSegment))
                continue;

            var segment = new Segment(Bytes.U64(at + 8), Bytes.U64(at + 16), Bytes.U64(at + 32));
            _ = Bytes.Slice(segment.Offset, segment.Length);
            if (type == LoadSegment)
                loaded.Add(segment);
            else
                dynamicSegment = segment;
        }
        ReadDynamic(dynamicSegment ?? throw new ElfFormatException("it has no dynamic section"));
    }

    private void ReadDynamic(Segment segment)
    {
        const ulong entrySize = 16;
        for (var at = 0ul; at + entrySize <= segment.Length; at += entrySize)
        {
            var tag = (DynamicTag)Bytes.U64(segment.Offset + at);
            if (tag == DynamicTag.Null)
                return;
            dynamic[tag] = Bytes.U64(segment.Offset + at + 8);
        }
        throw new ElfFormatException("its dynamic section has no end");
    }
}
