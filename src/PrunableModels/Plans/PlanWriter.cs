using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;

namespace PrunableModels;

/// <summary>Writes a plan as JSON with a group a line, so that it can be read and compared.</summary>
internal static class PlanWriter
{
    public const string Format = "PrunableModels plan";
    public const int Version = 1;

    public static void Write(Stream stream, IReadOnlyList<PlannedGroup> groups)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine("{");
        writer.WriteLine($"  \"format\": \"{Format}\",");
        writer.WriteLine($"  \"version\": {Version},");
        writer.WriteLine("  \"groups\": [");
        for (var i = 0; i < groups.Count; i++)
        {
            var group = groups[i];
            writer.WriteLine($"    {{ \"id\": \"{JsonEncodedText.Encode(group.Id)}\", \"width\": {group.Width}, \"kept\": [{string.Join(", ", group.Kept)}] }}{(i < groups.Count - 1 ? "," : "")}");
        }

        writer.WriteLine("  ]");
        writer.WriteLine("}");
    }
}
