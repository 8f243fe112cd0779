using System.Text.Json;
using System.Text.Json.Nodes;

namespace PrunableModels.Benchmarks;

/// <summary>The figures for programs.</summary>
internal static class ResultJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Write(string path, string suite, SuiteResult result)
    {
        var json = new JsonObject
        {
            ["suite"] = suite,
            ["goals"] = new JsonArray([.. result.Goals.Select(g => new JsonObject { ["name"] = g.Name, ["measured"] = g.Measured, ["wanted"] = g.Wanted, ["met"] = g.IsMet })]),
            ["rows"] = new JsonArray([.. result.Rows.Select(r => r.Json)]),
        };
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, json.ToJsonString(Indented));
    }
}
