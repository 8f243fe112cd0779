using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PrunableModels.Mutations;
using PrunableModels.Typing;
using Xunit;

namespace PrunableModels.Analysis.Tests;

/// <summary>Models that are typed key by key, with generator, analyzers and code fixes at work. The benchmark suite 'typing' types whole files.</summary>
public sealed class TypingTests
{
    private const string File = "Net.cs";

    /// <summary>Files, and how many of their last keys are pressed.</summary>
    public static TheoryData<string, int> Typed() => [.. Compiler.Share([("ConvMixer.cs", 300), ("Bert.cs", 150)])];

    [Theory]
    [MemberData(nameof(Typed))]
    public async Task Nothing_is_thrown_and_what_is_said_is_what_would_be_said_anew(string name, int keys)
    {
        const int between = 30;
        var token = TestContext.Current.CancellationToken;
        var zoo = new MutatedZoo(ZooSources.All, new(LanguageVersion.CSharp12), [name]);
        using var session = new TypingSession(zoo.Compilations[name], name);
        var number = 0;
        foreach (var key in Typist.Type(ZooSources.All.Single(f => f.Name == name).Text).TakeLast(keys))
        {
            var typed = await session.Press(key, token);
            Assert.Empty(typed.Failures);
            if (number++ % between == 0)
            {
                Assert.Equal(Said(await session.Anew(token)), Said(typed.Diagnostics));
            }
        }
    }

    [Fact]
    public async Task A_model_is_asked_to_be_partial_for_as_long_as_it_is_not()
    {
        using var session = new TypingSession(ModelCompilation.OfFiles([new(File, "")]), File);
        var partial = Models.Classifier;
        var plain = partial.Replace("sealed partial class", "sealed class", StringComparison.Ordinal);
        var caret = plain.IndexOf("sealed class", StringComparison.Ordinal) + "sealed ".Length;

        var (before, fixes) = await Ids(session, plain);
        Assert.Contains("PRUNE0001", before);
        Assert.InRange(fixes, 1, int.MaxValue);

        // Half a word there takes the attribute from the class.
        for (var typed = 1; typed < "partial".Length; typed++)
        {
            await Ids(session, plain.Insert(caret, "partial "[..typed]));
        }

        Assert.DoesNotContain("PRUNE0001", (await Ids(session, partial)).Ids);
        Assert.Contains("PRUNE0001", (await Ids(session, plain)).Ids);
    }

    [Fact]
    public async Task A_width_that_does_not_fit_is_said_while_it_stands_there()
    {
        using var session = new TypingSession(ModelCompilation.OfFiles([new(File, "")]), File);
        string With(string width) => Models.Classifier.Replace("BatchNorm2d(64)", $"BatchNorm2d({width})", StringComparison.Ordinal);

        Assert.DoesNotContain("PRUNE2004", (await Ids(session, With("64"))).Ids);
        Assert.Contains("PRUNE2004", (await Ids(session, With("6"))).Ids);
        Assert.DoesNotContain("PRUNE2004", (await Ids(session, With(""))).Ids);
        Assert.Contains("PRUNE2004", (await Ids(session, With("46"))).Ids);
        Assert.DoesNotContain("PRUNE2004", (await Ids(session, With("64"))).Ids);
    }

    private static async Task<(List<string> Ids, int Fixes)> Ids(TypingSession session, string text)
    {
        var typed = await session.Press(new(text, text.Length, true), TestContext.Current.CancellationToken);
        Assert.Empty(typed.Failures);
        return ([.. typed.Diagnostics.Select(d => d.Id)], typed.Fixes);
    }

    private static IEnumerable<string> Said(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Select(d => $"{d.Location.GetLineSpan().Span} {d.Id} {d.GetMessage(CultureInfo.InvariantCulture)}").Order(StringComparer.Ordinal);
}
