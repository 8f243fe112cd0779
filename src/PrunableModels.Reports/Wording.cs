using System;
using System.Globalization;

namespace PrunableModels.Reports;

/// <summary>Numbers in sentences.</summary>
internal static class Wording
{
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>So many of something, whose plural has an s.</summary>
    public static string Count(long number, string noun) => number == 1 ? $"1 {noun}" : $"{Number(number)} {noun}s";

    /// <summary>Seconds as hours, minutes and seconds.</summary>
    public static string Duration(double seconds)
    {
        var whole = (long)Math.Min(seconds, 1e9);
        return string.Create(CultureInfo.InvariantCulture, $"{whole / 3600}:{whole / 60 % 60:00}:{whole % 60:00}");
    }

    /// <summary>Structures and the groups that they are of.</summary>
    public static string Structures(long structures, long groups) => $"{Count(structures, "structure")} in {Count(groups, "group")}";
}
