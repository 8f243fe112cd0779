using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>What the bodies of one class have in common while it is read.</summary>
internal sealed class BodyContext(INamedTypeSymbol type, TorchSymbols symbols)
{
    /// <summary>The class that is read.</summary>
    public INamedTypeSymbol Type { get; } = type;

    /// <summary>The compilation's symbols.</summary>
    public TorchSymbols Symbols { get; } = symbols;

    /// <summary>Where each expression stands.</summary>
    public Dictionary<Expression, SyntaxNode> Places { get; } = new(SameExpression.Comparer);

    /// <summary>Classes with source that the bodies name.</summary>
    public HashSet<INamedTypeSymbol> References { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Methods and property getters of the class itself that the bodies call.</summary>
    public HashSet<IMethodSymbol> CalledInClass { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Parameters of the primary constructor that methods use.</summary>
    public HashSet<IParameterSymbol> Captured { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Notes a class that the program refers to, if it can be read, and gives its id.</summary>
    public string Refer(INamedTypeSymbol named)
    {
        var definition = named.OriginalDefinition;
        if (definition.DeclaringSyntaxReferences.Length > 0 || Symbols.Signatures.Has(definition) || PublishedPrograms.Of(definition) is not null)
        {
            References.Add(definition);
        }

        return MetadataNames.Of(definition);
    }
}
