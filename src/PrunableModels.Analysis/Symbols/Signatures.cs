using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>The signatures that users give in attributes.</summary>
internal sealed class Signatures
{
    /// <summary>The attribute.</summary>
    public const string Attribute = "PrunableModels.OperatorSignatureAttribute";

    private readonly INamedTypeSymbol? attribute;
    private readonly TorchSymbols symbols;
    private readonly Dictionary<INamedTypeSymbol, UserSignature> modules = new(SymbolEqualityComparer.Default);

    public Signatures(Compilation compilation, TorchSymbols symbols)
    {
        attribute = compilation.GetTypeByMetadataName(Attribute);
        this.symbols = symbols;
        foreach (var given in Given(compilation.Assembly))
        {
            if (given.ConstructorArguments is [{ Value: INamedTypeSymbol module }, ..] && Read(given) is { } signature && Forward(module) is { } forward && SignatureCheck.Of(signature, forward, symbols) is null)
            {
                modules[module.OriginalDefinition] = signature;
            }
        }
    }

    /// <summary>The module classes that the assembly gives signatures.</summary>
    public IEnumerable<INamedTypeSymbol> Modules => modules.Keys;

    /// <summary>The signature of a method, also the one that the assembly gives the module whose <c>forward</c> it is; null where it has none that is right.</summary>
    public UserSignature? Of(IMethodSymbol method)
    {
        var definition = method.OriginalDefinition;
        if (definition.Name == "forward" && modules.TryGetValue(definition.ContainingType, out var ofModule))
        {
            return ofModule;
        }

        return Given(definition).Select(Read).FirstOrDefault(s => s is not null) is { } own && SignatureCheck.Of(own, definition, symbols) is null ? own : null;
    }

    /// <summary>Whether any method of the class has a signature.</summary>
    public bool Has(INamedTypeSymbol type) => attribute is not null && type.GetMembers().OfType<IMethodSymbol>().Any(m => Of(m) is not null);

    /// <summary>The method of a module that its signature is about, or null.</summary>
    public static IMethodSymbol? Forward(INamedTypeSymbol module) => module.OriginalDefinition.GetMembers("forward").OfType<IMethodSymbol>().FirstOrDefault();

    /// <summary>What an attribute says, or null where that is not complete.</summary>
    public static UserSignature? Read(AttributeData given) =>
        given.ConstructorArguments.LastOrDefault() is { Kind: TypedConstantKind.Primitive, Value: string text }
            ? new(text, given.NamedArguments.Any(a => a is { Key: "ZeroPreserving", Value.Value: true }))
            : null;

    private IEnumerable<AttributeData> Given(ISymbol symbol) =>
        attribute is null ? [] : symbol.GetAttributes().Where(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attribute));
}
