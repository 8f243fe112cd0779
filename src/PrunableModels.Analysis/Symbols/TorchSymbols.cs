using System.Linq;
using Microsoft.CodeAnalysis;

namespace PrunableModels.Analysis;

/// <summary>The types of TorchSharp and of this library that reading depends on, resolved once per compilation.</summary>
internal sealed class TorchSymbols
{
    private TorchSymbols(INamedTypeSymbol module, INamedTypeSymbol tensor, INamedTypeSymbol torch, INamedTypeSymbol nn, INamedTypeSymbol? keepDense, INamedTypeSymbol? erasable)
    {
        Module = module;
        Tensor = tensor;
        Torch = torch;
        Nn = nn;
        KeepDense = keepDense;
        Erasable = erasable;
    }

    /// <summary>The attribute that marks a model.</summary>
    public const string PrunableAttribute = "PrunableModels.PrunableAttribute";

    /// <summary><c>torch.nn.Module</c>.</summary>
    public INamedTypeSymbol Module { get; }

    /// <summary><c>torch.Tensor</c>.</summary>
    public INamedTypeSymbol Tensor { get; }

    /// <summary><c>torch</c>.</summary>
    public INamedTypeSymbol Torch { get; }

    /// <summary><c>torch.nn</c>, whose methods make layers.</summary>
    public INamedTypeSymbol Nn { get; }

    /// <summary>The attribute that keeps a layer.</summary>
    public INamedTypeSymbol? KeepDense { get; }

    /// <summary>The attribute that offers a module without parameters for erasing.</summary>
    public INamedTypeSymbol? Erasable { get; }

    /// <summary>The signatures that users give.</summary>
    public Signatures Signatures { get; private set; } = null!;

    /// <summary>The types of parameters, as programs spell them.</summary>
    public ParameterTypes ParameterTypes { get; private set; } = null!;

    /// <summary>The classes that implement others.</summary>
    public Implementations Implementations { get; private set; } = null!;

    /// <summary>The symbols, or null where TorchSharp is not referenced.</summary>
    public static TorchSymbols? Of(Compilation compilation)
    {
        TorchSymbols? symbols = compilation.GetTypeByMetadataName("TorchSharp.torch+nn+Module") is { } module
        && compilation.GetTypeByMetadataName("TorchSharp.torch+Tensor") is { } tensor
        && compilation.GetTypeByMetadataName("TorchSharp.torch") is { } torch
        && compilation.GetTypeByMetadataName("TorchSharp.torch+nn") is { } nn
            ? new TorchSymbols(module, tensor, torch, nn, compilation.GetTypeByMetadataName("PrunableModels.KeepDenseAttribute"), compilation.GetTypeByMetadataName("PrunableModels.ErasableAttribute"))
            : null;
        if (symbols is not null)
        {
            symbols.Signatures = new(compilation, symbols);
            symbols.ParameterTypes = new(symbols);
            symbols.Implementations = new(compilation);
        }

        return symbols;
    }

    /// <summary>Whether the type is a module.</summary>
    public bool IsModule(ITypeSymbol? type) => Derives(type, Module) || (type is { TypeKind: TypeKind.Interface, Name: "IModule" } && IsTorch(type));

    /// <summary>Whether the type is a tensor, a parameter among them.</summary>
    public bool IsTensor(ITypeSymbol? type) => Derives(type, Tensor);

    /// <summary>Whether the type comes with TorchSharp.</summary>
    public bool IsTorch(ITypeSymbol? type) => SymbolEqualityComparer.Default.Equals(type?.ContainingAssembly, Torch.ContainingAssembly);

    /// <summary>The name of a type in a program's tests of types, or null where it has none.</summary>
    public string? TypeName(ITypeSymbol? type) => type switch
    {
        { SpecialType: SpecialType.System_String } => "string",
        { SpecialType: SpecialType.System_Boolean } => "bool",
        IArrayTypeSymbol { Rank: 1 } array => TypeName(array.ElementType) is { } element ? $"{element}[]" : null,
        INamedTypeSymbol { IsGenericType: false } named => IsTorch(named) ? named.Name : MetadataNames.Of(named),
        INamedTypeSymbol generic when IsTorch(generic) && generic.TypeArguments.Select(a => TypeName(a)).ToList() is var names && !names.Contains(null) => $"{generic.Name}<{string.Join(",", names)}>",
        _ => null,
    };

    /// <summary>Whether a value of the type can hold tensors or modules, alone or in a list, array or tuple.</summary>
    public bool Carries(ITypeSymbol? type) => type switch
    {
        null => false,
        IArrayTypeSymbol array => Carries(array.ElementType),
        INamedTypeSymbol { TypeArguments.Length: > 0 } generic when !IsModule(generic) => System.Linq.Enumerable.Any(generic.TypeArguments, Carries),
        _ => IsModule(type) || IsTensor(type),
    };

    private static bool Derives(ITypeSymbol? type, INamedTypeSymbol from)
    {
        if (type is ITypeParameterSymbol parameter)
        {
            return System.Linq.Enumerable.Any(parameter.ConstraintTypes, c => Derives(c, from));
        }

        for (var current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, from))
            {
                return true;
            }
        }

        return false;
    }
}
