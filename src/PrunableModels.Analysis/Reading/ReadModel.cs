using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>
/// A model that was read: its program and the classes it is made of. The program may be one that was read before and says the same: then what
/// stands at a position in a class there stands at the same position here, and classes are read again only where somebody asks for it.
/// </summary>
/// <param name="program">The program of the model.</param>
/// <param name="classes">The classes, the root first.</param>
/// <param name="source">Finds a class by its id and reads it alone; null for each where it has to be found among all of them.</param>
internal sealed class ReadModel(ModelProgram program, Func<IReadOnlyList<ReadClass>> classes, Func<string, (INamedTypeSymbol Type, Func<ReadClass> Read)?> source)
{
    private readonly Lazy<IReadOnlyList<ReadClass>> classes = new(classes);
    private readonly Dictionary<string, Func<Expression, Location?>> places = [];

    /// <summary>The program of the model.</summary>
    public ModelProgram Program { get; } = program;

    /// <summary>The classes, the root first.</summary>
    public IReadOnlyList<ReadClass> Classes => classes.Value;

    /// <summary>A class by its id, or null where its source is not at hand.</summary>
    public INamedTypeSymbol? Class(string id) =>
        source(id)?.Type ?? Classes.Select(c => c.Symbol).FirstOrDefault(s => s.DeclaringSyntaxReferences.Length > 0 && MetadataNames.Of(s) == id);

    /// <summary>The same model with an equal program in the place of its own.</summary>
    public ReadModel With(ModelProgram equal) => ReferenceEquals(equal, Program) ? this : new(equal, () => Classes, source);

    /// <summary>Where an expression of the program stands, or null.</summary>
    public Location? LocationOf(Expression expression)
    {
        if (Program.Classes.FirstOrDefault(c => PlaceTable.Of(c).Has(expression)) is not { } owner)
        {
            return null;
        }

        if (!places.TryGetValue(owner.Id, out var find))
        {
            places.Add(owner.Id, find = PlacesOf(owner));
        }

        return find(expression);
    }

    private Func<Expression, Location?> PlacesOf(ClassProgram owner)
    {
        if (source(owner.Id) is var (type, read))
        {
            var parts = type.DeclaringSyntaxReferences.Where(r => !ModelSourceReader.IsGenerated(r.SyntaxTree)).Select(r => r.GetSyntax()).ToList();
            return PlaceTable.Of(owner).In(parts, () => Translate(owner, read()));
        }

        var own = Classes.FirstOrDefault(c => c.Program.Id == owner.Id);
        var syntax = own is null ? null : Translate(owner, own);
        return expression => syntax is not null && syntax.TryGetValue(expression, out var place) ? place.GetLocation() : null;
    }

    // Two readings of one class have their expressions in one order.
    private static IReadOnlyDictionary<Expression, SyntaxNode> Translate(ClassProgram program, ReadClass own)
    {
        if (ReferenceEquals(program, own.Program))
        {
            return own.Places;
        }

        var places = new Dictionary<Expression, SyntaxNode>(SameExpression.Comparer);
        if (program.Equals(own.Program))
        {
            foreach (var (expression, same) in program.Expressions().Zip(own.Program.Expressions(), (e, s) => (e, s)))
            {
                if (own.Places.TryGetValue(same, out var syntax))
                {
                    places[expression] = syntax;
                }
            }
        }

        return places;
    }
}
