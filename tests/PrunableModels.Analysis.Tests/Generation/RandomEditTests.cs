using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace PrunableModels.Analysis.Tests;

/// <summary>Chains of random edits, of which most leave code that does not compile: after each, what is remembered gives what a first run gives.</summary>
public sealed class RandomEditTests
{
    private const int Edits = 120;

    public static TheoryData<int> Seeds() => [.. Compiler.Share([1, 2, 3, 4])];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void After_every_edit_the_result_is_that_of_a_first_run(int seed)
    {
        var random = new Random(seed);
        var run = new MemoRun(ModelCompilation.OfFiles(MemoSolution.Files));
        var words = run.Compilation.SyntaxTrees.SelectMany(t => t.GetRoot(TestContext.Current.CancellationToken).DescendantTokens())
            .Where(t => t.IsKind(SyntaxKind.IdentifierToken) || t.IsKind(SyntaxKind.NumericLiteralToken) || SyntaxFacts.IsKeywordKind(t.Kind())).Select(t => t.Text).Distinct().ToList();
        var remembered = 0;
        for (var i = 0; i < Edits; i++)
        {
            var tree = run.Compilation.SyntaxTrees[random.Next(run.Compilation.SyntaxTrees.Length)];
            // Every so often the file becomes whole again.
            var text = random.Next(4) == 0 ? SourceText.From(MemoSolution.Files[tree.FilePath]) : Edited(tree, words, random);
            var edit = string.Join("; ", text.GetTextChanges(tree.GetText(TestContext.Current.CancellationToken)).Select(c => $"{Near(tree, c.Span)} becomes '{c.NewText}'"));
            run.Run(run.Compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(text)), $"seed {seed}, edit {i}, {tree.FilePath}: {edit}");
            remembered += run.Read.Count < 4 ? 1 : 0;
        }

        Assert.InRange(remembered, Edits / 4, Edits);
    }

    private static string Near(SyntaxTree tree, TextSpan span)
    {
        var text = tree.ToString();
        return $"'{text[span.Start..span.End]}' in '{text[Math.Max(0, span.Start - 40)..Math.Min(text.Length, span.End + 40)]}'";
    }

    private static SourceText Edited(SyntaxTree tree, List<string> words, Random random)
    {
        var tokens = tree.GetRoot(TestContext.Current.CancellationToken).DescendantTokens().Where(t => t.Span.Length > 0).ToList();
        if (tokens.Count == 0)
        {
            return SourceText.From(MemoSolution.Files[tree.FilePath]);
        }

        var token = tokens[random.Next(tokens.Count)];
        var word = words[random.Next(words.Count)];
        var change = random.Next(6) switch
        {
            0 => new TextChange(token.Span, ""),
            1 => new TextChange(new(token.Span.End, 0), " " + token.Text),
            2 => new TextChange(new(token.Span.Start, 0), word + " "),
            3 => new TextChange(new(token.Span.Start, 0), "/* note */ "),
            4 when tokens.Where(t => t.IsKind(SyntaxKind.NumericLiteralToken)).ToList() is { Count: > 0 } numbers => new TextChange(numbers[random.Next(numbers.Count)].Span, $"{random.Next(1, 64)}"),
            _ when tokens.Where(t => t.IsKind(SyntaxKind.IdentifierToken)).ToList() is { Count: > 0 } names => new TextChange(names[random.Next(names.Count)].Span, word),
            _ => new TextChange(token.Span, word),
        };
        return tree.GetText(TestContext.Current.CancellationToken).WithChanges(change);
    }
}
