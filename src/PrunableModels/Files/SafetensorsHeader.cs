using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Unicode;

namespace PrunableModels;

/// <summary>A header that has been read and found to describe its file exactly.</summary>
/// <param name="Entries">The tensors, in the order of the header.</param>
/// <param name="Metadata">The free text under <c>__metadata__</c>.</param>
/// <param name="DataStart">Where in the file the data begins.</param>
internal sealed record SafetensorsHeader(
    IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata, long DataStart)
{
    public const string MetadataKey = "__metadata__";
    public const int LengthSize = sizeof(ulong);

    /// <summary>The reference implementation's limit.</summary>
    public const int MaxLength = 100_000_000;

    /// <summary>Reads and checks the header; the stream is left at the first byte of data.</summary>
    public static SafetensorsHeader Read(Stream stream, string path)
    {
        var header = ReadBytes(stream, path);
        try
        {
            using var document = JsonDocument.Parse(header);
            var dataStart = LengthSize + (long)header.Length;
            var parser = new SafetensorsHeaderParser(path);
            parser.Parse(document.RootElement);
            CheckCoverage(parser.Entries, stream.Length - dataStart, path);
            return new SafetensorsHeader(parser.Entries, parser.Metadata, dataStart);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException is what a string with half a surrogate pair gives when it is read.
            throw new SafetensorsException(path, $"the header is not valid JSON ({e.Message})");
        }
    }

    private static byte[] ReadBytes(Stream stream, string path)
    {
        Span<byte> prefix = stackalloc byte[LengthSize];
        if (stream.Length < LengthSize)
        {
            throw new SafetensorsException(path, $"{stream.Length} bytes are too few for a header length, which takes {LengthSize}");
        }

        stream.ReadExactly(prefix);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MaxLength)
        {
            throw new SafetensorsException(path, $"a header of {length} bytes is over the limit of {MaxLength}");
        }

        if ((long)length > stream.Length - LengthSize)
        {
            throw new SafetensorsException(path, $"the header should have {length} bytes, the file ends after {stream.Length - LengthSize} of them");
        }

        var header = new byte[length];
        stream.ReadExactly(header);
        if (header.Length == 0 || header[0] != (byte)'{')
        {
            throw new SafetensorsException(path, "the header does not begin with '{'");
        }

        return Utf8.IsValid(header) ? header : throw new SafetensorsException(path, "the header is not valid UTF-8");
    }

    /// <summary>The tensors must tile the data: no byte belongs to two of them or to none.</summary>
    private static void CheckCoverage(IEnumerable<SafetensorsEntry> entries, long available, string path)
    {
        var end = 0L;
        foreach (var entry in entries.OrderBy(e => e.Start).ThenBy(e => e.End))
        {
            if (entry.End > available)
            {
                throw new SafetensorsException(path, $"tensor '{entry.Name}' ends at byte {entry.End} of the data, which has {available}");
            }

            if (entry.Start != end)
            {
                var fault = entry.Start < end ? "overlaps the tensor before it" : "leaves a gap before it";
                throw new SafetensorsException(path, $"tensor '{entry.Name}' starts at byte {entry.Start} of the data and {fault}, which ends at {end}");
            }

            end = entry.End;
        }

        if (end != available)
        {
            throw new SafetensorsException(path, $"{available - end} bytes after the last tensor belong to none");
        }
    }
}
