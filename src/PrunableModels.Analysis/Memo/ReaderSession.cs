using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>Reads the models of one compilation: each class at most once, and only where the store does not know it.</summary>
internal sealed class ReaderSession(Compilation compilation, MemoStore store, Action<string>? reading)
{
    private readonly Lazy<TorchSymbols?> torch = new(() => TorchSymbols.Of(compilation));
    private readonly Lazy<DeclarationTable> declarations = new(() => new(compilation.SyntaxTrees.Select(t => TreeIndex.Of(t, default))));

    /// <summary>Reads the annotated class, or gives null where nothing can be generated.</summary>
    public ModelSource? Read(GeneratorAttributeSyntaxContext context, CancellationToken token)
    {
        if (store.Declarations.Find(context.TargetNode) is { } known)
        {
            return known.Source;
        }

        if (torch.Value is not { } symbols || !ModelSourceReader.IsModel(context, symbols, token))
        {
            return null;
        }

        var root = (INamedTypeSymbol)context.TargetSymbol;
        var model = store.Models.Find(Key(root));
        if (model is null)
        {
            if (Classes(root, symbols, fromStore: true, token) is not { } classes)
            {
                // A class that cannot be found again by its name: the model is read anew each time.
                return ModelSourceReader.Compose(root, Classes(root, symbols, fromStore: false, token)!);
            }

            model = store.Models.Add(Key(root), new(ModelSourceReader.Compose(root, classes), [.. classes.Select(c => c.Key)]));
        }

        return store.Declarations.Add(context.TargetNode, model).Source;
    }

    // As a model reader walks; null where the symbol of a class is not at hand.
    private List<ClassMemo>? Classes(INamedTypeSymbol root, TorchSymbols symbols, bool fromStore, CancellationToken token)
    {
        var found = new Dictionary<ClassKey, INamedTypeSymbol>();
        var pending = new Queue<ClassKey>(ModelReader.Roots(root, symbols).Select(Found));
        var seen = new HashSet<ClassKey>(pending);
        var models = new Dictionary<SyntaxTree, SemanticModel>();
        var classes = new List<ClassMemo>();
        while (pending.Count > 0 && classes.Count < ModelReader.MostClasses)
        {
            var key = pending.Dequeue();
            var memo = fromStore ? store.Classes.Find(key) : null;
            if (memo is null)
            {
                if (!found.TryGetValue(key, out var type) && (type = Symbol(key)) is null)
                {
                    return null;
                }

                memo = Read(type, Model, symbols, Found, token);
                memo = fromStore ? store.Classes.Add(key, memo) : memo;
            }

            classes.Add(memo);
            foreach (var reference in memo.References.Where(seen.Add))
            {
                pending.Enqueue(reference);
            }
        }

        return classes;

        ClassKey Found(INamedTypeSymbol type)
        {
            var key = Key(type);
            found[key] = type;
            return key;
        }

        SemanticModel Model(SyntaxTree tree) => models.TryGetValue(tree, out var model) ? model : models[tree] = compilation.GetSemanticModel(tree);
    }

    private ClassMemo Read(INamedTypeSymbol type, Func<SyntaxTree, SemanticModel> models, TorchSymbols symbols, Func<INamedTypeSymbol, ClassKey> found, CancellationToken token)
    {
        var read = ClassReader.Read(type, symbols, models, token);
        reading?.Invoke(read.Program.Id);
        var parts = type.DeclaringSyntaxReferences.Select(r => r.GetSyntax(token)).OfType<TypeDeclarationSyntax>().ToList();
        var path = parts.Count == 0 ? "" : TypePath.Of(parts[0]);
        var own = parts.Select(p => TreeIndex.Of(p.SyntaxTree, token).Types.TryGetValue(path, out var source) ? source.Names : []).SelectMany(n => n);
        return new(
            Key(type),
            path,
            VisibleNames.Of(own.Append(type.Name), declarations.Value),
            read.Programs,
            [.. ModelReader.References(read).Select(found)],
            read.Implemented,
            new HashSet<string>(read.Programs.SelectMany(p => p.Methods).SelectMany(m => m.Expressions()).Select(e => e switch { Expression.Member m => m.Name, Expression.Static s => s.Name, _ => null }).OfType<string>(), StringComparer.Ordinal),
            [.. ReadableFields.Of(type, symbols)]);
    }

    private ClassKey Key(INamedTypeSymbol type) =>
        new(MetadataNames.Of(type), SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly) ? null : type.ContainingAssembly?.Identity.GetDisplayName());

    private INamedTypeSymbol? Symbol(ClassKey key)
    {
        var candidates = compilation.GetTypesByMetadataName(key.Id.TrimStart(':')).Where(t => Key(t) == key).ToList();
        return candidates.Count == 1 ? candidates[0] : null;
    }
}
