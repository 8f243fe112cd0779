using System.Linq;
using Microsoft.CodeAnalysis;

namespace PrunableModels.Analysis;

/// <summary>Methods and properties of which other classes have versions of their own: a call of them asks the instance.</summary>
internal static class VirtualMembers
{
    /// <summary>Whether the method, or the property it gets, can have another version in a base class or in a derived one.</summary>
    public static bool IsOpen(IMethodSymbol method) =>
        method is { IsVirtual: true } or { IsOverride: true } or { IsAbstract: true } && !method.ContainingType.IsRecord;

    /// <summary>Whether the method overrides one of a class that is not TorchSharp's or the framework's own.</summary>
    public static bool OverridesUser(IMethodSymbol method, TorchSymbols symbols) =>
        method.OverriddenMethod is { } overridden && !symbols.IsTorch(overridden.ContainingType) && symbols.IsModule(overridden.ContainingType);

    /// <summary>The field that a getter returns without a body of its own, or null.</summary>
    public static IFieldSymbol? AutoProperty(IMethodSymbol getter) =>
        getter.AssociatedSymbol is IPropertySymbol property
            ? property.ContainingType.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property))
            : null;
}
