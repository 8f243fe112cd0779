using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrunableModels.Studies;

/// <summary>A run as a line of text.</summary>
public static class RunJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Converters = { new JsonStringEnumConverter() },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The line, without its end.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>What the line holds.</summary>
    /// <exception cref="JsonException">It does not hold that.</exception>
    public static T Read<T>(string line) => JsonSerializer.Deserialize<T>(line, Options) ?? throw new JsonException("Nothing is there.");
}
