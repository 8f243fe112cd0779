using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace PrunableModels;

/// <summary>Writes a plan as JSON with a group a line, so that it can be read and compared.</summary>
internal static class PlanWriter
{
    public const string Format = "PrunableModels plan";
    public const int Version = 3;

    public static void Write(Stream stream, IReadOnlyList<PlanStage> stages)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine("{");
        writer.WriteLine($"  \"format\": \"{Format}\",");
        writer.WriteLine($"  \"version\": {Version},");
        writer.WriteLine("  \"stages\": [");
        for (var i = 0; i < stages.Count; i++)
        {
            writer.WriteLine("    {");
            writer.WriteLine($"      \"erased\": [{string.Join(", ", stages[i].Erased.Select(id => $"\"{JsonEncodedText.Encode(id)}\""))}],");
            writer.WriteLine("      \"groups\": [");
            Write(writer, stages[i].Groups);
            writer.WriteLine("      ]");
            writer.WriteLine($"    }}{Comma(i, stages.Count)}");
        }

        writer.WriteLine("  ]");
        writer.WriteLine("}");
    }

    private static void Write(StreamWriter writer, IReadOnlyList<PlannedGroup> groups)
    {
        for (var i = 0; i < groups.Count; i++)
        {
            var group = groups[i];
            writer.WriteLine($"        {{ \"id\": \"{JsonEncodedText.Encode(group.Id)}\", \"width\": {group.Width}, \"kept\": [{string.Join(", ", group.Kept)}] }}{Comma(i, groups.Count)}");
        }
    }

    private static string Comma(int index, int count) => index < count - 1 ? "," : "";
}
