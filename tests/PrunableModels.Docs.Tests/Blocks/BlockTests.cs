using Microsoft.CodeAnalysis;
using Xunit;

namespace PrunableModels.Docs.Tests;

/// <summary>What README and the guide show is what happens.</summary>
public sealed class BlockTests
{
    public static TheoryData<string> Blocks => [.. All.Select(b => b.Name)];

    private static IEnumerable<CodeBlock> All => DocumentPage.All.SelectMany(p => p.Blocks);

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task A_block_compiles_with_the_diagnostics_that_it_names_and_runs(string name)
    {
        var block = All.Single(b => b.Name == name);
        var program = await BlockProgram.Of(block);

        var seen = program.Diagnostics.Where(d => d.Severity > DiagnosticSeverity.Info || block.Diagnostics.Contains(d.Id)).ToList();
        Assert.True(block.Diagnostics.SequenceEqual(seen.Select(d => d.Id).Distinct().Order(StringComparer.Ordinal)), $"{block.Page.File}, line {block.Line}, names [{string.Join(", ", block.Diagnostics)}]:\n{string.Join("\n", seen)}");
        if (seen.Exists(d => d.Severity == DiagnosticSeverity.Error))
        {
            return;
        }

        var written = BlockRun.Of(program.ToAssembly()).ReplaceLineEndings("\n");
        TestContext.Current.TestOutputHelper?.Write(written);
        Assert.Equal(block.Output ?? written, written);
    }
}
