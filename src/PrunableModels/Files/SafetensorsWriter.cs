using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>The writing half of the format: a header that is known before any data is touched, then the tensors one by one.</summary>
internal static class SafetensorsWriter
{
    private const int Alignment = 8;

    /// <summary>Lays the tensors out in the given order. Names and dtypes are checked here, before a file is made.</summary>
    public static List<SafetensorsEntry> Plan(IReadOnlyList<KeyValuePair<string, Tensor>> tensors)
    {
        var entries = new List<SafetensorsEntry>(tensors.Count);
        var names = new HashSet<string>(StringComparer.Ordinal) { SafetensorsHeader.MetadataKey };
        var end = 0L;
        foreach (var (name, tensor) in tensors)
        {
            RequireText(name);
            if (!names.Add(name))
            {
                throw new ArgumentException($"The name '{name}' is taken.", nameof(tensors));
            }

            var type = SafetensorsType.Find(tensor.dtype)
                ?? throw new ArgumentException($"Tensor '{name}' has dtype {tensor.dtype}, for which safetensors has no name.", nameof(tensors));
            var start = end;
            end = checked(end + SafetensorsEntry.ByteLength(type, tensor.shape));
            entries.Add(new SafetensorsEntry(name, type, tensor.shape, start, end));
        }

        return entries;
    }

    /// <summary>The length prefix and the JSON, padded with spaces so that the data begins on a multiple of 8.</summary>
    public static byte[] Header(IReadOnlyList<SafetensorsEntry> entries, IReadOnlyDictionary<string, string>? metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        buffer.Advance(SafetensorsHeader.LengthSize, 0);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                WriteMetadata(json, metadata);
            }

            foreach (var entry in entries)
            {
                WriteEntry(json, entry);
            }

            json.WriteEndObject();
        }

        buffer.Advance(-buffer.WrittenCount & (Alignment - 1), (byte)' ');
        var header = buffer.WrittenSpan.ToArray();
        var length = header.Length - SafetensorsHeader.LengthSize;
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)length);
        return length <= SafetensorsHeader.MaxLength ? header : throw new ArgumentException($"A header of {length} bytes is over the format's limit.");
    }

    /// <summary>The JSON writer would quietly put a replacement character for half a surrogate pair, and two names could become one.</summary>
    private static void RequireText(string text)
    {
        if (Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) != text)
        {
            throw new ArgumentException($"'{text}' is not valid Unicode.");
        }
    }

    private static void Advance(this ArrayBufferWriter<byte> buffer, int count, byte value)
    {
        buffer.GetSpan(count)[..count].Fill(value);
        buffer.Advance(count);
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject(SafetensorsHeader.MetadataKey);
        foreach (var (key, value) in metadata)
        {
            RequireText(key);
            RequireText(value);
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, SafetensorsEntry entry)
    {
        json.WriteStartObject(entry.Name);
        json.WriteString("dtype", entry.Type.Name);
        json.WriteStartArray("shape");
        foreach (var extent in entry.Shape)
        {
            json.WriteNumberValue(extent);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(entry.Start);
        json.WriteNumberValue(entry.End);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
