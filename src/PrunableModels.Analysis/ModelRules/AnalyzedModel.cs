using System.Collections.Generic;
using System.Collections.Immutable;
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

    /// <summary>A class of the model by its id, or null where its source is not at hand.</summary>
    public INamedTypeSymbol? Class(string id) => Read.Class(id);

    /// <summary>Whether everything that the class is made of could be read: code that could not may register what it likes.</summary>
    public bool IsWhole(INamedTypeSymbol type) =>
        type.BaseType is not { } parent || Symbols.IsTorch(parent) || ((parent.DeclaringSyntaxReferences.Length > 0 || PublishedPrograms.Of(parent) is not null) && IsWhole(parent));

    /// <summary>The field, or the property that it belongs to, by its name and the id of the class that declares it.</summary>
    public ISymbol? Field(string id, string name) =>
        Class(id)?.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault() is { } field ? field.AssociatedSymbol ?? field : null;

    /// <summary>What the constructors get wrong, of one kind, a place once: whatever the configuration, and however many instances.</summary>
    public IEnumerable<RegistrationFinding> Registrations(RegistrationProblem problem) => Analysis.Configurations
        .SelectMany(c => c.Groups.Graph.Registrations).Where(r => r.Problem == problem && (Class(r.Class) is not { } type || IsWhole(type)))
        .GroupBy(r => (r.Class, r.Field, r.At is null ? default : SamePlace.Of(r.At))).Select(same => same.First());

    /// <summary>Whether it is known why layers are not registered.</summary>
    public bool LosesLayers => new[] { RegistrationProblem.Missing, RegistrationProblem.LateField, RegistrationProblem.LateItem, RegistrationProblem.Collection }.SelectMany(Registrations).Any();

    /// <summary>Something that a code fix has to know.</summary>
    public static ImmutableDictionary<string, string?> Hint(string name, string? value) => ImmutableDictionary<string, string?>.Empty.Add(name, value);

    /// <summary>The method of a place, such as <c>Net.forward</c>.</summary>
    public static string Member(Origin at) => $"{TypeIds.Short(at.Class)}.{at.Member}";

    /// <summary>A few of the groups by name, and how many there are besides.</summary>
    public static string Named(IReadOnlyCollection<string> groups) =>
        string.Join(", ", groups.Take(MostGroupsNamed)) + (groups.Count > MostGroupsNamed ? $" and {groups.Count - MostGroupsNamed} more" : "");
}
