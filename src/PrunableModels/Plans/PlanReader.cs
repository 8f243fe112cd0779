using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace PrunableModels;

/// <summary>Reads a plan, and nothing that is not one to the letter.</summary>
internal sealed class PlanReader(string path)
{
    /// <summary>A plan of a million structures takes about 8 MB.</summary>
    private const long LongestFile = 100_000_000;

    /// <exception cref="PruningPlanException">The file is not a plan.</exception>
    public static IReadOnlyList<PlanStage> Read(string path)
    {
        using var stream = File.OpenRead(path);
        if (stream.Length > LongestFile)
        {
            throw new PruningPlanException(path, $"{stream.Length} bytes are over the limit of {LongestFile}");
        }

        try
        {
            using var document = JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = 8 });
            return new PlanReader(path).Stages(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException is what a string with half a surrogate pair gives when it is read.
            throw new PruningPlanException(path, $"this is not valid JSON ({e.Message})");
        }
    }

    private List<PlanStage> Stages(JsonElement root)
    {
        var members = Members(root, "the plan", ["format", "version", "stages"]);
        if (members[0].ValueKind != JsonValueKind.String || members[0].GetString() != PlanWriter.Format)
        {
            throw Fault($"the format is {members[0].GetRawText()} and not '{PlanWriter.Format}'");
        }

        if (Number(members[1], "the version") is var version and not PlanWriter.Version)
        {
            throw Fault($"the version is {version}, and this library reads {PlanWriter.Version}");
        }

        var stages = new List<PlanStage>();
        foreach (var element in Elements(members[2], "stages"))
        {
            stages.Add(Stage(element));
        }

        return stages.Count > 0 ? stages : throw Fault("it has no stage");
    }

    private PlanStage Stage(JsonElement element)
    {
        var members = Members(element, "a stage", ["erased", "groups"]);
        var erased = new List<string>();
        foreach (var item in Elements(members[0], "what a stage erases"))
        {
            var id = Text(item, "the id of a segment");
            erased.Add(!erased.Contains(id) ? id : throw Fault($"segment '{id}' is erased twice in a stage"));
        }

        var groups = new List<PlannedGroup>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in Elements(members[1], "the groups of a stage"))
        {
            var group = Group(item);
            groups.Add(ids.Add(group.Id) ? group : throw Fault($"group '{group.Id}' is there twice in a stage"));
        }

        return new(groups, erased);
    }

    private PlannedGroup Group(JsonElement element)
    {
        var members = Members(element, "a group", ["id", "width", "kept"]);
        var id = Text(members[0], "the id of a group");
        var width = Number(members[1], $"the width of group '{id}'");
        var kept = new List<int>();
        foreach (var item in Elements(members[2], $"kept of group '{id}'"))
        {
            var structure = Number(item, $"a structure of group '{id}'");
            var least = kept.Count == 0 ? 0 : kept[^1] + 1;
            kept.Add(structure >= least && structure < width
                ? structure
                : throw Fault($"group '{id}' of width {width} keeps structure {structure} where one from {least} to {width - 1} is expected"));
        }

        return kept.Count > 0 ? new(id, width, kept) : throw Fault($"group '{id}' keeps nothing");
    }

    /// <summary>The members of an object that has these, each once, and no others.</summary>
    private JsonElement[] Members(JsonElement element, string what, string[] names)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Fault($"{what} is not an object");
        }

        var found = new JsonElement?[names.Length];
        foreach (var member in element.EnumerateObject())
        {
            var i = Array.IndexOf(names, member.Name);
            if (i < 0 || found[i] is not null)
            {
                throw Fault($"{what} has {(i < 0 ? "an unknown member" : "twice the member")} '{member.Name}'");
            }

            found[i] = member.Value;
        }

        var missing = Array.IndexOf(found, null);
        return missing < 0 ? Array.ConvertAll(found, member => member!.Value) : throw Fault($"{what} lacks '{names[missing]}'");
    }

    private JsonElement.ArrayEnumerator Elements(JsonElement element, string what) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : throw Fault($"{what} is not an array");

    private string Text(JsonElement element, string what) =>
        element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Fault($"{what} is not a string");

    private int Number(JsonElement element, string what) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number) ? number : throw Fault($"{what} is not a whole number");

    private PruningPlanException Fault(string problem) => new(path, problem);
}
