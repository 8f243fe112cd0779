using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>A model that was read: its program and the classes it is made of.</summary>
internal sealed class ReadModel(ModelProgram program, IReadOnlyList<ReadClass> classes)
{
    /// <summary>The program of the model.</summary>
    public ModelProgram Program { get; } = program;

    /// <summary>The classes, the root first.</summary>
    public IReadOnlyList<ReadClass> Classes { get; } = classes;

    /// <summary>Where an expression of the program stands, or null.</summary>
    public Location? LocationOf(Expression expression) => Classes
        .Select(c => c.Places.TryGetValue(expression, out var syntax) ? syntax.GetLocation() : null)
        .FirstOrDefault(l => l is not null);
}

/// <summary>Reads a model: the annotated class and, each alone, every class that it is built from.</summary>
internal static class ModelReader
{
    private const int MostClasses = 200;

    /// <summary>Reads from a root.</summary>
    public static ReadModel Read(INamedTypeSymbol root, TorchSymbols symbols, Func<SyntaxTree, SemanticModel> models, CancellationToken token)
    {
        // Modules with a signature may come out of any factory.
        var signed = symbols.Signatures.Modules.Where(m => m.DeclaringSyntaxReferences.Length == 0 && !SymbolEqualityComparer.Default.Equals(m, root)).OrderBy(MetadataNames.Of, StringComparer.Ordinal);
        var pending = new Queue<INamedTypeSymbol>([root, .. signed]);
        var seen = new HashSet<INamedTypeSymbol>(pending, SymbolEqualityComparer.Default);
        var classes = new List<ReadClass>();
        while (pending.Count > 0 && classes.Count < MostClasses)
        {
            var next = pending.Dequeue();
            if (PublishedPrograms.Of(next) is { } published)
            {
                Add(next, PublishedPrograms.Read(next, published));
                continue;
            }

            var read = ClassReader.Read(next, symbols, models, token);
            if (classes.Any(c => c.Program.Id == read.Program.Id))
            {
                Add(next, [read.Program]);
                continue;
            }

            classes.Add(read);
            foreach (var reference in read.References.OrderBy(MetadataNames.Of, StringComparer.Ordinal).Where(seen.Add))
            {
                pending.Enqueue(reference);
            }
        }

        return new(new(MetadataNames.Of(root), classes.Select(c => c.Program).ToEquatableArray()), classes);

        // What several programs carry is one class where it is the same, and of one name alone where it is not.
        void Add(INamedTypeSymbol type, IReadOnlyList<ClassProgram> programs)
        {
            foreach (var program in programs)
            {
                var known = classes.FindIndex(c => c.Program.Id == program.Id);
                if (known < 0)
                {
                    classes.Add(new(type, program, new Dictionary<Expression, SyntaxNode>(), []));
                }
                else if (classes[known].Program != program)
                {
                    classes[known] = classes[known] with { Program = PublishedPrograms.Ambiguous(program.Id) };
                }
            }
        }
    }
}
