namespace PrunableModels.Reports;

/// <summary>A tensor that flows.</summary>
/// <param name="From">The number of the node that it comes from.</param>
/// <param name="To">The number of the node that reads it.</param>
/// <param name="Shape">Its shape, as far as it is known.</param>
public sealed record ReportEdge(int From, int To, string Shape);
