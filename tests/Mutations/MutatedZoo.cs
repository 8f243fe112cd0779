using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PrunableModels.Mutations;

/// <summary>
/// Each file of the zoo as a compilation of its own, together with the files whose classes it uses, in which it is then replaced.
/// A file without models comes with one whose model uses it.
/// </summary>
internal sealed partial class MutatedZoo
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private readonly Dictionary<string, SyntaxTree> annotated;
    private readonly Dictionary<string, SyntaxTree> plain;
    private readonly Dictionary<string, CSharpCompilation> compilations;

    /// <summary>Makes the compilations.</summary>
    /// <param name="files">All files.</param>
    /// <param name="options">How they are parsed.</param>
    /// <param name="only">The names of those that are replaced; null for all.</param>
    public MutatedZoo(IReadOnlyList<SourceFile> files, CSharpParseOptions options, IReadOnlyCollection<string>? only = null)
    {
        Options = options;
        annotated = files.ToDictionary(f => f.Name, f => Parse(f.Text, f.Name));
        plain = files.ToDictionary(f => f.Name, f => Parse(Annotation().Replace(f.Text, ""), f.Name));
        var names = new FileNames(annotated);
        var implicitUsings = Parse(ImplicitUsings, "ImplicitUsings.cs");
        MetadataReference[] references =
            [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(p => !Path.GetFileName(p).StartsWith("PrunableModels.Zoo", StringComparison.Ordinal)).Select(p => MetadataReference.CreateFromFile(p))];
        // Bound to its references once; all compilations have them, and all that was read of them.
        var bound = CSharpCompilation.Create("Zoo", [], references, new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        _ = bound.Assembly;
        compilations = files.Where(f => only?.Contains(f.Name) ?? true).ToDictionary(f => f.Name, f =>
        {
            var model = HasModels(f) ? f : files.FirstOrDefault(u => HasModels(u) && names.Uses(u.Name).Contains(f.Name)) ?? f;
            var trees = names.Closure(model.Name).Append(f.Name).Distinct().Select(n => n == model.Name ? annotated[n] : plain[n]);
            return bound.AddSyntaxTrees([.. trees, implicitUsings]);
        });
    }

    /// <summary>How files are parsed.</summary>
    public CSharpParseOptions Options { get; }

    /// <summary>The compilations of which mutations replace a file, by the file's name.</summary>
    public IReadOnlyDictionary<string, CSharpCompilation> Compilations => compilations;

    /// <summary>The compilation of the mutated file.</summary>
    public CSharpCompilation With(Mutation mutation)
    {
        var whole = compilations[mutation.File];
        return whole.ReplaceSyntaxTree(whole.SyntaxTrees.First(t => t.FilePath == mutation.File), Parse(mutation.Text, mutation.File));
    }

    private static bool HasModels(SourceFile file) => Annotation().IsMatch(file.Text);

    private SyntaxTree Parse(string text, string name) => CSharpSyntaxTree.ParseText(text, Options, name);

    [GeneratedRegex(@"\[Prunable\]")]
    private static partial Regex Annotation();

    /// <summary>Which file uses a class of which, by their names alone.</summary>
    private sealed class FileNames(Dictionary<string, SyntaxTree> trees)
    {
        private readonly Dictionary<string, string> declared = trees
            .SelectMany(t => t.Value.GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Where(d => d.Parent is not TypeDeclarationSyntax).Select(d => (d.Identifier.Text, t.Key)))
            .GroupBy(d => d.Text, d => d.Key).ToDictionary(g => g.Key, g => g.First());

        public HashSet<string> Uses(string file) =>
            [.. trees[file].GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Select(n => declared.GetValueOrDefault(n.Identifier.Text)).OfType<string>()];

        public IReadOnlyList<string> Closure(string file)
        {
            var found = new List<string> { file };
            for (var i = 0; i < found.Count; i++)
            {
                found.AddRange(Uses(found[i]).Except(found).ToList());
            }

            return found;
        }
    }
}
