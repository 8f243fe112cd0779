using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PrunableModels.Mutations;
using Xunit;

namespace PrunableModels.Analysis.Tests;

/// <summary>Widths that do not fit are found before a program runs.</summary>
public sealed class ShapeMistakeTests
{
    private static readonly Lazy<MutatedZoo> Zoo = new(() => new(ZooSources.All, new(LanguageVersion.CSharp12), [.. ShapeMistakes.All.Select(m => m.File)]));

    public static TheoryData<int, string> Mistakes() => new(ShapeMistakes.All.Select((m, i) => (i, $"{m}")));

    public static TheoryData<string> Files() => [.. ShapeMistakes.All.Select(m => m.File).Distinct()];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_found_where_it_shows_and_nowhere_else(int number, string what)
    {
        var mistake = ShapeMistakes.All[number];
        var text = ZooSources.All.Single(f => f.Name == mistake.File).Text;
        var at = text.IndexOf(mistake.Text, StringComparison.Ordinal);
        Assert.True(at >= 0 && at == text.LastIndexOf(mistake.Text, StringComparison.Ordinal), $"{mistake.File} has not once '{mistake.Text}'");

        var compilation = Zoo.Value.With(new(number, mistake.File, text.Replace(mistake.Text, mistake.Replacement, StringComparison.Ordinal), what));
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error));

        var said = await Mismatches(compilation);
        Assert.NotEmpty(said);
        string[] expected = [ClassAt(compilation.SyntaxTrees.Single(t => t.FilePath == mistake.File), at), .. mistake.ShowsIn];
        Assert.All(said, d => Assert.Contains(ClassAt(d.Location.SourceTree!, d.Location.SourceSpan.Start), expected));
        Assert.Contains(said, d => d.GetMessage(CultureInfo.InvariantCulture).EndsWith($": {mistake.Sides} have to be equal", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Models_without_mistakes_have_none(string file) => Assert.Empty(await Mismatches(Zoo.Value.Compilations[file]));

    // How many positions an image has only a run knows: these are found when the model is linked to an input's shape.
    [Theory]
    [InlineData("VisionTransformer.cs", "randn(1, patches + 1, width)", "randn(1, patches, width)")]
    [InlineData("ShuffleFaceNet.cs", "image / 16", "image / 8")]
    [InlineData("ShuffleFaceNet.cs", "embedNorm = BatchNorm1d(embedding);", "embedNorm = BatchNorm1d(2 * embedding);")]
    public async Task What_depends_on_the_size_of_the_input_is_not_known_yet(string file, string text, string replacement)
    {
        var whole = ZooSources.All.Single(f => f.Name == file).Text;
        Assert.Contains(text, whole, StringComparison.Ordinal);
        Assert.Empty(await Mismatches(Zoo.Value.With(new(0, file, whole.Replace(text, replacement, StringComparison.Ordinal), text))));
    }

    // Heads of a width that is rounded down: what a view makes of a width by them is taken for unknown until both are numbers.
    [Fact]
    public async Task What_follows_from_a_width_that_has_to_be_a_multiple_of_the_heads_is_not_known_yet()
    {
        const string file = "VisionTransformer.cs";
        var text = ZooSources.All.Single(f => f.Name == file).Text.Replace("proj = Linear(width, width);", "proj = Linear(2 * width, width);", StringComparison.Ordinal);
        Assert.Empty(await Mismatches(Zoo.Value.With(new(0, file, text, "proj"))));

        text = text.Replace("int width = 768", "int given = 768", StringComparison.Ordinal).Replace("int heads = 12", "int counted = 12", StringComparison.Ordinal)
            .Replace("var patches =", "var (width, heads) = (768, 12);\n        var patches =", StringComparison.Ordinal);
        Assert.NotEmpty(await Mismatches(Zoo.Value.With(new(0, file, text, "proj, in numbers"))));
    }

    private static string ClassAt(SyntaxTree tree, int position) =>
        tree.GetRoot(TestContext.Current.CancellationToken).FindToken(position).Parent!.FirstAncestorOrSelf<ClassDeclarationSyntax>()?.Identifier.Text ?? "";

    private static async Task<IReadOnlyList<Diagnostic>> Mismatches(Compilation compilation)
    {
        var said = await compilation.WithAnalyzers([new DataFlowAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. said.Where(d => d.Id == "PRUNE2004")];
    }
}
