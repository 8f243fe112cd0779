using System.Text.Json.Nodes;

namespace PrunableModels.Benchmarks;

/// <summary>What a suite measured.</summary>
/// <param name="Headings">The columns of its table.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Notes">What is said below the table.</param>
/// <param name="Goals">The goals.</param>
internal sealed record SuiteResult(IReadOnlyList<string> Headings, IReadOnlyList<Row> Rows, IReadOnlyList<string> Notes, IReadOnlyList<Goal> Goals);

/// <summary>A row: its cells for people, and all of it for programs.</summary>
/// <param name="Cells">A cell for every heading.</param>
/// <param name="Json">The figures.</param>
internal sealed record Row(IReadOnlyList<string> Cells, JsonObject Json);

/// <summary>A goal, which is met or missed and never loosened.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Measured">The value found.</param>
/// <param name="Wanted">The value asked for.</param>
/// <param name="IsMet">Whether the one satisfies the other.</param>
internal sealed record Goal(string Name, string Measured, string Wanted, bool IsMet);
