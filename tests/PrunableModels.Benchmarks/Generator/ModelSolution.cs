using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace PrunableModels.Benchmarks;

/// <summary>A solution of a hundred models among ordinary files.</summary>
internal static class ModelSolution
{
    /// <summary>The file without models that is edited.</summary>
    public const string Unrelated = "Orders0.cs";

    /// <summary>The file of the ResNet-50 that is edited.</summary>
    public const string ResNet50 = "ResNet50.cs";

    private const int Ordinary = 100;
    private static readonly CSharpParseOptions Parse = new(LanguageVersion.CSharp12);

    /// <summary>The solution.</summary>
    public static CSharpCompilation Create() => CSharpCompilation.Create(
        "Shop",
        Files().Select(f => CSharpSyntaxTree.ParseText(f.Text, Parse, f.Name)),
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>A driver of a generator.</summary>
    public static GeneratorDriver Driver(IIncrementalGenerator generator, bool tracked = false) =>
        CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: Parse, driverOptions: new(IncrementalGeneratorOutputKind.None, tracked));

    /// <summary>A file with a text replaced.</summary>
    public static (SyntaxTree Old, SyntaxTree New) Edit(CSharpCompilation compilation, string file, string from, string to)
    {
        var tree = compilation.SyntaxTrees.Single(t => t.FilePath == file);
        var text = tree.ToString();
        var at = text.IndexOf(from, StringComparison.Ordinal);
        return at < 0 ? throw new InvalidOperationException($"{file} has no '{from}' to edit.")
            : (tree, tree.WithChangedText(tree.GetText().WithChanges(new TextChange(new(at, from.Length), to))));
    }

    private static IEnumerable<(string Name, string Text)> Files()
    {
        yield return (ResNet50, ModelText.Residual("ResNet50", 64, [3, 4, 6, 3], bottleneck: true));
        for (var i = 1; i < 100; i++)
        {
            yield return (i % 10) switch
            {
                < 5 => ($"Small{i}.cs", ModelText.Convolutional($"Small{i}", 8 + i, 3 + (i % 4))),
                < 7 => ($"Residual{i}.cs", ModelText.Residual($"Residual{i}", 16 + i, [2, 2, 1 + (i % 3), 2], bottleneck: false)),
                7 => ($"Deep{i}.cs", ModelText.Residual($"Deep{i}", 8 + i, [3, 4, 6, 3], bottleneck: true)),
                _ => ($"Language{i}.cs", ModelText.Transformer($"Language{i}", 2 + (i % 5), 2 + (i % 3))),
            };
        }

        for (var i = 0; i < Ordinary; i++)
        {
            yield return ($"Orders{i}.cs", Orders(i));
        }
    }

    private static string Orders(int number) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;

        namespace Shop.Sales;

        public sealed record Order{{number}}(int Id, string Customer, decimal Price);

        public sealed class Orders{{number}}
        {
            private readonly List<Order{{number}}> orders = [];
            private decimal discount = 0.1m;

            public int Count => orders.Count;

            public void Add(Order{{number}} order)
            {
                ArgumentNullException.ThrowIfNull(order);
                orders.Add(order);
            }

            public decimal Total() => orders.Sum(o => o.Price) * (1 - discount);

            public IEnumerable<string> Customers()
            {
                foreach (var group in orders.GroupBy(o => o.Customer))
                {
                    if (group.Count() > {{number}})
                    {
                        yield return group.Key;
                    }
                }
            }
        }
        """;
}
