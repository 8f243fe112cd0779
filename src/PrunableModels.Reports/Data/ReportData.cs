using System.Collections.Generic;

namespace PrunableModels.Reports;

/// <summary>All that a report shows: what its JSON holds.</summary>
public sealed record ReportData
{
    /// <summary>The form of the JSON that this version writes and reads.</summary>
    public const int CurrentVersion = 2;

    /// <summary>The form of the JSON.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The report's heading.</summary>
    public required string Title { get; init; }

    /// <summary>What the run was to do; null before it has begun.</summary>
    public ReportPlan? Plan { get; init; }

    /// <summary>What the caller has to say about the run.</summary>
    public IReadOnlyList<ReportFact> Notes { get; init; } = [];

    /// <summary>The layers with structures, and what is left of them.</summary>
    public IReadOnlyList<ReportLayer> Layers { get; init; } = [];

    /// <summary>How much is left of each group of the plan, in its order.</summary>
    public IReadOnlyList<int> GroupsLeft { get; init; } = [];

    /// <summary>The measured steps, rising.</summary>
    public IReadOnlyList<ReportStep> Steps { get; init; } = [];

    /// <summary>The choices, with their scores.</summary>
    public IReadOnlyList<ReportChoice> Choices { get; init; } = [];

    /// <summary>What was chosen, released and pruned, and what was left out, in order.</summary>
    public IReadOnlyList<ReportOccurrence> Occurrences { get; init; } = [];

    /// <summary>How the run ended; null if it did not get that far.</summary>
    public ReportEnd? End { get; init; }
}

/// <summary>What a run was to do.</summary>
public sealed record ReportPlan
{
    /// <summary>The method and its schedule in words.</summary>
    public required string Method { get; init; }

    /// <summary>How much was to be pruned, in words.</summary>
    public required string Target { get; init; }

    /// <summary>What that came to, in words, e.g. <c>29 structures</c>.</summary>
    public required string Goal { get; init; }

    /// <summary>Structures that were to be pruned; null for a target of parameters or multiply-adds.</summary>
    public required int? TargetCount { get; init; }

    /// <summary>Steps of the whole run.</summary>
    public required long TotalSteps { get; init; }

    /// <summary>The groups and how many structures each had.</summary>
    public required IReadOnlyList<ReportGroup> Groups { get; init; }

    /// <summary>The groups that are kept, and why.</summary>
    public required IReadOnlyList<ReportFact> Kept { get; init; }

    /// <summary>The model's operators and what flows between them; null where structures were written down by hand.</summary>
    public required ReportGraph? Graph { get; init; }

    /// <summary>What else the optimizer was made with.</summary>
    public required IReadOnlyList<ReportFact> Settings { get; init; }

    /// <summary>The steps taken when recording began and whenever the run was resumed, rising.</summary>
    public required IReadOnlyList<long> Starts { get; init; }
}

/// <summary>A group of structures.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Width">How many structures it had.</param>
public sealed record ReportGroup(string Id, int Width);

/// <summary>Something in words.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">What it is worth.</param>
public sealed record ReportFact(string Name, string Value);

/// <summary>A layer's width.</summary>
/// <param name="Name">The layer, as <see cref="TrainingLayer.Name"/>.</param>
/// <param name="Before">Its width in the model that the optimizer was made with.</param>
/// <param name="After">How much of it is not at zero.</param>
public sealed record ReportLayer(string Name, int Before, int After);

/// <summary>How a run ended.</summary>
/// <param name="Step">Its last step.</param>
/// <param name="IsTargetMet">Whether as much was held at zero as was to be pruned.</param>
/// <param name="PrunedCount">Structures held at zero.</param>
public sealed record ReportEnd(long Step, bool IsTargetMet, int PrunedCount);
