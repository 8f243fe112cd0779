using System.Text.Json;
using TorchSharp;

namespace PrunableModels.Traces;

/// <summary>A trace as it was recorded, with the start and the batches of its model beside it.</summary>
internal sealed class TraceFile
{
    private TraceFile(string folder, string name, JsonElement root)
    {
        Folder = folder;
        Name = name;
        Root = root;
    }

    public string Folder { get; }

    public string Name { get; }

    public JsonElement Root { get; }

    public string Model => Root.GetProperty("model").GetString()!;

    /// <summary>The prunable groups in the order of the recorded numbering.</summary>
    public JsonElement[] Groups =>
        [.. Root.GetProperty("param_groups_in_optimizer_order").EnumerateArray().Where(group => group.GetProperty("is_prunable").GetBoolean())];

    /// <summary>The traces of a folder, by name.</summary>
    public static IReadOnlyList<TraceFile> In(string folder) =>
    [
        .. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal)
            .Select(file => (Name: Path.GetFileNameWithoutExtension(file), Root: Read(file)))
            .Where(file => file.Root.ValueKind == JsonValueKind.Object && file.Root.TryGetProperty("trace", out _))
            .Select(file => new TraceFile(folder, file.Name, file.Root)),
    ];

    public static TraceFile Open(string folder, string name) => new(folder, name, Read(Path.Combine(folder, $"{name}.json")));

    public static JsonElement Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }

    public static torch.Tensor Tensor(JsonElement element) => torch.tensor(Floats(element.GetProperty("data")), Longs(element.GetProperty("shape")));

    public static float[] Floats(JsonElement element) => [.. element.EnumerateArray().Select(value => value.GetSingle())];

    public static long[] Longs(JsonElement element) => [.. element.EnumerateArray().Select(value => value.GetInt64())];

    /// <summary>A number of the configuration.</summary>
    public double Value(string name, double otherwise) =>
        Root.GetProperty("config").TryGetProperty(name, out var value) ? value.GetDouble() : otherwise;
}
