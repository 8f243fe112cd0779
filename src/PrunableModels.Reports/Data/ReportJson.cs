using System.IO;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrunableModels.Reports;

/// <summary>A report's data as JSON. Losses and norms that are not finite are written as the words that .NET reads them from.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(ReportData))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    /// <exception cref="InvalidDataException">It is not a report's JSON, or of a form that this version does not know.</exception>
    public static ReportData Read(string path)
    {
        using var stream = File.OpenRead(path);
        try
        {
            var data = JsonSerializer.Deserialize(stream, Default.ReportData) ?? throw new JsonException("it is empty");
            return data.Version == Reports.ReportData.CurrentVersion
                ? data
                : throw new JsonException($"its form is number {data.Version}, this version reads number {Reports.ReportData.CurrentVersion}");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' cannot be read as a training report: {e.Message}", e);
        }
    }
}
