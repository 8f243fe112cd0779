using System;
using System.Buffers.Binary;
using System.Text;

namespace PrunableModels.Build.Elf;

/// <summary>Reads numbers and names out of a file's bytes; an offset outside the file is a format error.</summary>
internal readonly struct ElfBytes(ReadOnlyMemory<byte> bytes)
{
    public ulong Length => (ulong)bytes.Length;

    public ReadOnlySpan<byte> Slice(ulong offset, ulong length) =>
        length <= Length && offset <= Length - length
            ? bytes.Span.Slice((int)offset, (int)length)
            : throw new ElfFormatException($"{length} bytes at offset 0x{offset:x} lie outside the file of {Length} bytes");

    public ushort U16(ulong offset) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(offset, sizeof(ushort)));

    public uint U32(ulong offset) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(offset, sizeof(uint)));

    public ulong U64(ulong offset) => BinaryPrimitives.ReadUInt64LittleEndian(Slice(offset, sizeof(ulong)));

    /// <summary>The zero-terminated name at <paramref name="offset"/> of a table of <paramref name="length"/> bytes.</summary>
    public string Name(ulong table, ulong length, uint offset)
    {
        var names = Slice(table, length);
        if (offset >= length)
            throw new ElfFormatException($"name {offset} lies outside the string table of {length} bytes");

        var name = names[(int)offset..];
        var end = name.IndexOf((byte)0);
        return end >= 0
            ? Encoding.UTF8.GetString(name[..end])
            : throw new ElfFormatException($"name {offset} of the string table has no end");
    }
}
