using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>The programs that prunable classes of other assemblies carry in their metadata.</summary>
internal static class PublishedPrograms
{
    private const string Attribute = "PrunableProgramAttribute";
    private const int MostInputs = 6;

    /// <summary>The text that a class without source carries, or null.</summary>
    public static string? Of(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Length > 0 ? null
        : type.OriginalDefinition.GetAttributes()
            .Where(a => a.AttributeClass is { Name: Attribute, ContainingNamespace: { Name: nameof(PrunableModels), ContainingNamespace.IsGlobalNamespace: true } })
            .Select(a => a.ConstructorArguments is [{ Value: string text }] ? text : null)
            .FirstOrDefault(t => t is not null);

    /// <summary>The class itself and every class of its assembly that it is built from.</summary>
    public static IReadOnlyList<ClassProgram> Read(INamedTypeSymbol type, string text)
    {
        var id = MetadataNames.Of(type);
        try
        {
            var model = ModelProgram.Parse(text);
            return model.Root == id ? model.Classes : [Unreadable(id, $"the program that {id} carries is that of {model.Root}")];
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException or InvalidCastException)
        {
            return [Unreadable(id, $"{id} of {type.ContainingAssembly.Name}, whose program this version cannot read ({e.Message})")];
        }
    }

    /// <summary>Two classes that programs could not tell apart.</summary>
    public static ClassProgram Ambiguous(string id) => Unreadable(id, $"{id}, a name that classes of several assemblies have");

    // A call of it is opaque and says why.
    private static ClassProgram Unreadable(string id, string reason)
    {
        var inputs = Enumerable.Range(1, MostInputs).Select(i => $"x{i}").ToList();
        var call = new Expression.Opaque(reason, inputs.Select(x => (Expression)new Expression.Local(x)).ToEquatableArray());
        var forward = new MethodProgram("forward", inputs.Select(x => new ParameterProgram(x, new Expression.Null())).ToEquatableArray(), null, [new Statement.Return(call)]);
        return new(id, null, [], [], [forward]);
    }
}
