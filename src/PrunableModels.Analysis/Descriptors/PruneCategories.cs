namespace PrunableModels.Analysis;

/// <summary>Categories of diagnostics.</summary>
internal static class PruneCategories
{
    public const string Declaration = "PrunableModels.Declaration";
    public const string Registration = "PrunableModels.Registration";
    public const string DataFlow = "PrunableModels.DataFlow";
    public const string Summary = "PrunableModels.Summary";
}
