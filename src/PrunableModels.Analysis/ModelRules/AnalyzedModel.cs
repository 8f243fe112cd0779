using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>A model that was read and analysed once, for all rules.</summary>
/// <param name="Type">The annotated class.</param>
/// <param name="Symbols">The compilation's symbols.</param>
/// <param name="Read">What was read.</param>
/// <param name="Analysis">What was found in it.</param>
internal sealed record AnalyzedModel(INamedTypeSymbol Type, TorchSymbols Symbols, ReadModel Read, AnalysisResult Analysis)
{
    private const int MostGroupsNamed = 3;

    /// <summary>Where something stands in the source; the name of the class where it has no place in it.</summary>
    public Location LocationOf(Origin? at) => (at is null ? null : Read.LocationOf(at.Expression)) ?? Type.Locations[0];

    /// <summary>The method of a place, such as <c>Net.forward</c>.</summary>
    public static string Member(Origin at) => $"{TypeIds.Short(at.Class)}.{at.Member}";

    /// <summary>A few of the groups by name, and how many there are besides.</summary>
    public static string Named(IReadOnlyCollection<string> groups) =>
        string.Join(", ", groups.Take(MostGroupsNamed)) + (groups.Count > MostGroupsNamed ? $" and {groups.Count - MostGroupsNamed} more" : "");
}
