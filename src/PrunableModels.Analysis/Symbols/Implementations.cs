using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace PrunableModels.Analysis;

/// <summary>
/// The classes of a compilation that implement an interface or an abstract class of it. Which object a constructor is given is not
/// known before the model runs; where only one class can be, its methods are.
/// </summary>
internal sealed class Implementations(Compilation compilation)
{
    /// <summary>Whether it is worth looking for what implements a type.</summary>
    public static bool IsLookedFor(INamedTypeSymbol type, TorchSymbols symbols) =>
        type is { IsGenericType: false, IsAbstract: true, TypeKind: TypeKind.Interface or TypeKind.Class, DeclaringSyntaxReferences.IsEmpty: false } && !symbols.IsModule(type);

    /// <summary>The classes that can be made, and the simple names on which it depends which those are.</summary>
    public (IReadOnlyList<INamedTypeSymbol> Classes, IReadOnlyCollection<string> Names) Of(INamedTypeSymbol type)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { type.Name };
        var pending = new Queue<string>(names);
        var found = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        while (pending.Count > 0)
        {
            var name = pending.Dequeue();
            var declared = compilation.SyntaxTrees.SelectMany(t => TreeIndex.Of(t, default).DerivedFrom(name)).Distinct();
            foreach (var candidate in declared.SelectMany(d => compilation.GetSymbolsWithName(d, SymbolFilter.Type)).OfType<INamedTypeSymbol>())
            {
                if (IsA(candidate, type) && found.Add(candidate) && names.Add(candidate.Name))
                {
                    pending.Enqueue(candidate.Name);
                }
            }
        }

        return ([.. found.Where(f => !f.IsAbstract && f.TypeKind != TypeKind.Interface)], names);
    }

    private static bool IsA(INamedTypeSymbol candidate, INamedTypeSymbol type)
    {
        if (candidate.AllInterfaces.Contains(type, SymbolEqualityComparer.Default))
        {
            return true;
        }

        for (var current = candidate.BaseType; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, type))
            {
                return true;
            }
        }

        return false;
    }
}
