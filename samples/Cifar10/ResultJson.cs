using System.Text.Json;

namespace Cifar10;

/// <summary>The figures for programs.</summary>
internal static class ResultJson
{
    /// <summary>Writes beside the file and renames, so that a run that is stopped leaves no half a file.</summary>
    public static void Write(string path, Result result)
    {
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var stream = File.Create(temporary))
            using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
            {
                Write(json, result);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static void Write(Utf8JsonWriter json, Result result)
    {
        json.WriteStartObject();
        WriteOptions(json, result);
        json.WriteStartArray("models");
        foreach (var row in result.Rows)
        {
            WriteRow(json, row);
        }

        json.WriteEndArray();
        json.WriteStartObject("pruning");
        json.WriteNumber("structures", result.Pruning.Structures);
        json.WriteNumber("target", result.Pruning.Target);
        json.WriteNumber("removed", result.Pruning.Removed);
        json.WriteNumber("difference", result.Pruning.Difference);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteOptions(Utf8JsonWriter json, Result result)
    {
        var options = result.Options;
        json.WriteString("data", result.Data);
        json.WriteNumber("trainImages", result.TrainImages);
        json.WriteNumber("testImages", result.TestImages);
        json.WriteNumber("epochs", options.Epochs);
        json.WriteNumber("batch", options.Batch);
        json.WriteNumber("sparsity", options.Sparsity);
        json.WriteNumber("seed", options.Seed);
        json.WriteNumber("depth", options.Depth);
        json.WriteNumber("width", options.Width);
        json.WriteNumber("seconds", Math.Round(result.Seconds, 1));
    }

    private static void WriteRow(Utf8JsonWriter json, ResultRow row)
    {
        json.WriteStartObject();
        json.WriteString("name", row.Name);
        json.WriteNumber("accuracy", row.Accuracy);
        json.WriteNumber("parameters", row.Parameters);
        json.WriteNumber("macs", row.Macs);
        WriteQuartiles(json, "latencyBatch1Ms", row.Latency1);
        WriteQuartiles(json, "latencyBatch32Ms", row.Latency32);
        json.WriteEndObject();
    }

    private static void WriteQuartiles(Utf8JsonWriter json, string name, Quartiles times)
    {
        json.WriteStartObject(name);
        json.WriteNumber("median", Math.Round(times.Median, 4));
        json.WriteNumber("lowerQuartile", Math.Round(times.Lower, 4));
        json.WriteNumber("upperQuartile", Math.Round(times.Upper, 4));
        json.WriteEndObject();
    }
}
