using System.Text.Json.Serialization;

namespace PrunableModels.Reports;

/// <summary>What happened in a step.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OccurrenceKind>))]
public enum OccurrenceKind
{
    /// <summary>Structures were put on the road to zero.</summary>
    Chosen,

    /// <summary>They were taken off it.</summary>
    Released,

    /// <summary>They arrived at zero.</summary>
    Pruned,

    /// <summary>A batch was left out.</summary>
    Skipped,
}

/// <summary>Something that happened in a run.</summary>
/// <param name="Step">The step.</param>
/// <param name="Kind">What.</param>
/// <param name="Structures">To how many structures.</param>
/// <param name="Groups">Of how many groups.</param>
/// <param name="Parameter">For a batch that was left out, the parameter whose gradient was not finite; null for the loss.</param>
public sealed record ReportOccurrence(long Step, OccurrenceKind Kind, int Structures = 0, int Groups = 0, string? Parameter = null);
