using System;
using System.Collections.Generic;
using System.Text.Json;

namespace PrunableModels;

/// <summary>Turns a header's JSON into entries. Only what can be seen in one entry is checked here; how they lie in the file is not.</summary>
internal sealed class SafetensorsHeaderParser(string path)
{
    private readonly List<SafetensorsEntry> entries = [];
    private readonly Dictionary<string, string> metadata = new(StringComparer.Ordinal);

    public IReadOnlyList<SafetensorsEntry> Entries => entries;

    public IReadOnlyDictionary<string, string> Metadata => metadata;

    public void Parse(JsonElement root)
    {
        foreach (var (name, value) in Members(root, "the header"))
        {
            if (name == SafetensorsHeader.MetadataKey)
            {
                ParseMetadata(value);
            }
            else
            {
                entries.Add(ParseEntry(name, value));
            }
        }
    }

    private void ParseMetadata(JsonElement element)
    {
        foreach (var (key, value) in Members(element, SafetensorsHeader.MetadataKey))
        {
            metadata.Add(key, Text(value, $"metadata '{key}'"));
        }
    }

    private SafetensorsEntry ParseEntry(string name, JsonElement element)
    {
        string? type = null;
        long[]? shape = null, offsets = null;
        foreach (var (key, value) in Members(element, $"tensor '{name}'"))
        {
            switch (key)
            {
                case "dtype": type = Text(value, $"dtype of tensor '{name}'"); break;
                case "shape": shape = Numbers(value, $"shape of tensor '{name}'"); break;
                case "data_offsets": offsets = Numbers(value, $"data_offsets of tensor '{name}'"); break;
                default: throw Fault($"tensor '{name}' has an unknown member '{key}'");
            }
        }

        if (type is null || shape is null || offsets is null)
        {
            throw Fault($"tensor '{name}' lacks {(type is null ? "dtype" : shape is null ? "shape" : "data_offsets")}");
        }

        if (offsets.Length != 2 || offsets[0] > offsets[1])
        {
            throw Fault($"data_offsets of tensor '{name}' are not a start and an end");
        }

        var known = SafetensorsType.Find(type) ?? throw Fault($"tensor '{name}' has dtype {type}, which TorchSharp has not");
        var entry = new SafetensorsEntry(name, known, shape, offsets[0], offsets[1]);
        CheckLength(entry);
        return entry;
    }

    private void CheckLength(SafetensorsEntry entry)
    {
        long expected;
        try
        {
            expected = SafetensorsEntry.ByteLength(entry.Type, entry.Shape);
        }
        catch (OverflowException)
        {
            throw Fault($"tensor '{entry.Name}' of shape [{string.Join(", ", entry.Shape)}] is larger than any file");
        }

        if (expected != entry.Length)
        {
            throw Fault($"tensor '{entry.Name}' of shape [{string.Join(", ", entry.Shape)}] and dtype {entry.Type.Name} takes {expected} bytes, its data_offsets span {entry.Length}");
        }
    }

    /// <summary>The members of an object, none of them twice: the JSON reader itself lets duplicates through.</summary>
    private IEnumerable<(string Name, JsonElement Value)> Members(JsonElement element, string what)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Fault($"{what} is not an object");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            var name = member.Name;
            yield return seen.Add(name) ? (name, member.Value) : throw Fault($"{what} has '{name}' twice");
        }
    }

    private string Text(JsonElement element, string what) =>
        element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Fault($"{what} is not a string");

    private long[] Numbers(JsonElement element, string what)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            throw Fault($"{what} is not an array");
        }

        var numbers = new long[element.GetArrayLength()];
        var i = 0;
        foreach (var item in element.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out numbers[i]) || numbers[i++] < 0)
            {
                throw Fault($"{what} has {item.GetRawText()} where a non-negative integer belongs");
            }
        }

        return numbers;
    }

    private SafetensorsException Fault(string problem) => new(path, problem);
}
