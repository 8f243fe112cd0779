using System.Collections.Generic;

namespace PrunableModels.Reports;

/// <summary>An operator.</summary>
/// <param name="Label">What is written in it.</param>
/// <param name="Remark">What else there is to say of it: its groups, or why they are kept.</param>
/// <param name="Colors">The colours of its groups.</param>
public sealed record ReportNode(string Label, string? Remark, IReadOnlyList<string> Colors);
