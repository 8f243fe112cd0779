using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>What is wrong with a signature.</summary>
/// <param name="Position">Where in its text, or null for all of it.</param>
/// <param name="Problem">What.</param>
internal sealed record SignatureProblem(int? Position, string Problem);

/// <summary>Whether a signature fits what it is given to.</summary>
internal static class SignatureCheck
{
    /// <summary>What is wrong with the signature of a method, or of the module whose <c>forward</c> it is; null where nothing is.</summary>
    public static SignatureProblem? Of(UserSignature given, IMethodSymbol method, TorchSymbols symbols)
    {
        try
        {
            return Fits(given, given.Parse(), method, symbols);
        }
        catch (SignatureFormatException e)
        {
            return new(e.Position, e.Problem);
        }
    }

    private static SignatureProblem? Fits(UserSignature given, Signature signature, IMethodSymbol method, TorchSymbols symbols)
    {
        var owner = method.ContainingType;
        var tensors = method.Parameters.Where(p => symbols.Carries(p.Type)).ToList();
        if (tensors.FirstOrDefault(p => !symbols.IsTensor(p.Type)) is { } list)
        {
            return new(null, $"the parameter '{list.Name}' is no single tensor, and a signature has none for lists and tuples");
        }

        var isModule = method.Name == "forward" && symbols.IsModule(owner);
        if (signature.Operands.Count < tensors.Count || (signature.Operands.Count > tensors.Count && !isModule))
        {
            return new(null, $"'{method.Name}' has {Count(tensors.Count, "tensor parameter")}, and the signature {Count(signature.Operands.Count, "operand")}");
        }

        var positions = given.OperandPositions();
        for (var i = 0; i < signature.Operands.Count; i++)
        {
            var name = signature.Operands[i].Name;
            if (i < tensors.Count && tensors[i].Name != name)
            {
                return new(positions[i], $"operand {i + 1} is '{name}', and tensor parameter {i + 1} of '{method.Name}' is '{tensors[i].Name}'");
            }

            if (i >= tensors.Count && owner.DeclaringSyntaxReferences.Length > 0 && !HasMember(owner, name))
            {
                return new(positions[i], $"'{owner.Name}' has no parameter or buffer '{name}'");
            }
        }

        return Results(method.ReturnType, symbols) is var results && results == signature.Results.Count ? null
            : results == 0 ? new(null, $"'{method.Name}' returns no tensor")
            : new(positions[signature.Operands.Count], $"'{method.Name}' returns {Count(results, "tensor")}, and the signature has {Count(signature.Results.Count, "result")}");
    }

    private static int Results(ITypeSymbol type, TorchSymbols symbols) =>
        symbols.IsTensor(type) ? 1
        : type is INamedTypeSymbol { IsTupleType: true } tuple && tuple.TupleElements.All(e => symbols.IsTensor(e.Type)) ? tuple.TupleElements.Length
        : 0;

    private static bool HasMember(INamedTypeSymbol owner, string name)
    {
        for (INamedTypeSymbol? type = owner; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(name).Any())
            {
                return true;
            }
        }

        return false;
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
