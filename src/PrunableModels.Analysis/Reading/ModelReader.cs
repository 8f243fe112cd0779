using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>Reads a model: the annotated class and, each alone, every class that it is built from.</summary>
internal static class ModelReader
{
    /// <summary>So many classes are read of a model, no more.</summary>
    public const int MostClasses = 200;

    /// <summary>The classes that reading begins with: the root, and modules with a signature, which may come out of any factory.</summary>
    public static IEnumerable<INamedTypeSymbol> Roots(INamedTypeSymbol root, TorchSymbols symbols) =>
        [root, .. symbols.Signatures.Modules.Where(m => m.DeclaringSyntaxReferences.Length == 0 && !SymbolEqualityComparer.Default.Equals(m, root)).OrderBy(MetadataNames.Of, StringComparer.Ordinal)];

    /// <summary>The classes that a class refers to, in the order in which they are read.</summary>
    public static IEnumerable<INamedTypeSymbol> References(ReadClass read) => read.References.OrderBy(MetadataNames.Of, StringComparer.Ordinal);

    /// <summary>Reads from a root.</summary>
    public static ReadModel Read(INamedTypeSymbol root, TorchSymbols symbols, Func<SyntaxTree, SemanticModel> models, CancellationToken token)
    {
        var pending = new Queue<INamedTypeSymbol>(Roots(root, symbols));
        var seen = new HashSet<INamedTypeSymbol>(pending, SymbolEqualityComparer.Default);
        var classes = new List<ReadClass>();
        while (pending.Count > 0 && classes.Count < MostClasses)
        {
            var read = ClassReader.Read(pending.Dequeue(), symbols, models, token);
            classes.Add(read);
            foreach (var reference in References(read).Where(seen.Add))
            {
                pending.Enqueue(reference);
            }
        }

        return new(Compose(root, classes.Select(c => c.Programs)), () => classes, _ => null);
    }

    /// <summary>A model whose program was read from the same sources already: of its classes those are read again whose places somebody asks for.</summary>
    public static ReadModel Known(ModelProgram program, INamedTypeSymbol root, TorchSymbols symbols, Compilation compilation, Func<SyntaxTree, SemanticModel> models, CancellationToken token)
    {
        return new(program, () => Read(root, symbols, models, token).Classes, id => Symbol(id) is { } type ? (type, () => ClassReader.Read(type, symbols, models, token)) : null);

        INamedTypeSymbol? Symbol(string id) => id == program.Root ? root
            : compilation.GetTypesByMetadataName(id.TrimStart(':')).Where(t => t.DeclaringSyntaxReferences.Length > 0 && MetadataNames.Of(t) == id).ToList() is [var only] ? only
            : null;
    }

    /// <summary>The model that classes make up.</summary>
    /// <param name="root">The annotated class.</param>
    /// <param name="classes">The programs that each class brings, its own first; the root's are the first.</param>
    public static ModelProgram Compose(INamedTypeSymbol root, IEnumerable<IReadOnlyList<ClassProgram>> classes)
    {
        // What several classes bring is one class where it is the same, and nothing but a name where it is not.
        var programs = classes.SelectMany(c => c).GroupBy(p => p.Id, StringComparer.Ordinal)
            .Select(same => same.Distinct().Count() == 1 ? same.First() : PublishedPrograms.Ambiguous(same.Key));
        return new(MetadataNames.Of(root), programs.ToEquatableArray());
    }
}
