using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>
/// A model that was read: its program and the classes it is made of. The program may be one that was read before and says the same: then what
/// stands at a position in a class there stands at the same position here.
/// </summary>
/// <param name="program">The program of the model.</param>
/// <param name="classes">The classes, the root first.</param>
/// <param name="alone">Reads one class by its id, or gives null where only all of them can be read; null for that as well.</param>
internal sealed class ReadModel(ModelProgram program, Func<IReadOnlyList<ReadClass>> classes, Func<string, ReadClass?>? alone = null)
{
    private readonly Lazy<IReadOnlyList<ReadClass>> classes = new(classes);
    private readonly Dictionary<string, IReadOnlyDictionary<Expression, SyntaxNode>> places = new(StringComparer.Ordinal);
    private readonly Lazy<Dictionary<Expression, string>> owners = new(() => Owners(program));

    /// <summary>The program of the model.</summary>
    public ModelProgram Program { get; } = program;

    /// <summary>The classes, the root first.</summary>
    public IReadOnlyList<ReadClass> Classes => classes.Value;

    /// <summary>The same model with an equal program in the place of its own.</summary>
    public ReadModel With(ModelProgram equal) => ReferenceEquals(equal, Program) ? this : new(equal, () => Classes, alone);

    /// <summary>Where an expression of the program stands, or null.</summary>
    public Location? LocationOf(Expression expression) =>
        owners.Value.TryGetValue(expression, out var owner) && Places(owner).TryGetValue(expression, out var syntax) ? syntax.GetLocation() : null;

    private static Dictionary<Expression, string> Owners(ModelProgram program)
    {
        var owners = new Dictionary<Expression, string>(SameExpression.Comparer);
        foreach (var (expression, id) in program.Classes.SelectMany(c => c.Expressions(), (c, e) => (e, c.Id)))
        {
            owners[expression] = id;
        }

        return owners;
    }

    private IReadOnlyDictionary<Expression, SyntaxNode> Places(string id)
    {
        if (!places.TryGetValue(id, out var found))
        {
            var own = alone?.Invoke(id) is { } read && read.Program.Equals(Program.Find(id)) ? read : Classes.FirstOrDefault(c => c.Program.Id == id);
            places[id] = found = own is null ? new Dictionary<Expression, SyntaxNode>() : Translate(Program.Find(id)!, own);
        }

        return found;
    }

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
