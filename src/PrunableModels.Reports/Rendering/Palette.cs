namespace PrunableModels.Reports;

/// <summary>The colours that mean the same in every figure: what remains, what goes, and what was before.</summary>
internal static class Palette
{
    public const string Blue = "#1f77b4";
    public const string Orange = "#ff7f0e";
    public const string Grey = "#b0b0b0";
}
