using PrunableModels.Tests;
using Xunit;

namespace PrunableModels.Studies.Tests;

public sealed class RunProcessTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public RunProcessTests() => Examples.WriteText(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_same_settings_give_the_same_result_in_every_process()
    {
        var first = RunProcess.Run(Examples.Run, folder.Path);

        Assert.Equal(first with { Seconds = 0 }, RunProcess.Run(Examples.Run, folder.Path) with { Seconds = 0 });
    }

    [Fact]
    public void Another_seed_gives_another_result() =>
        Assert.NotEqual(RunProcess.Run(Examples.Run, folder.Path).Score, RunProcess.Run(Examples.Run with { Seed = 2 }, folder.Path).Score);

    [Theory]
    [InlineData(PruningMethod.Hesso)]
    [InlineData(PruningMethod.HessoCric)]
    [InlineData(PruningMethod.Dhspg)]
    [InlineData(PruningMethod.OneShot)]
    public void Every_method_meets_its_target_and_the_compact_model_scores_as_the_zeroed_one(PruningMethod method)
    {
        var result = RunProcess.Run(Examples.Run with { Method = method }, folder.Path);

        Assert.Equal(result.Structures / 2, result.Target);
        Assert.Equal(result.Target, result.Removed);
        Assert.True(result.Parameters < result.DenseParameters);
        Assert.InRange(result.LargestDifference, 0, 1e-5);
        Assert.Equal(result.ZeroedScore, result.Score, tolerance: 1e-5);
    }

    [Fact]
    public void A_dense_run_removes_nothing()
    {
        var result = RunProcess.Run(Examples.Run with { Method = PruningMethod.Dense, Sparsity = 0, Schedule = null }, folder.Path);

        Assert.Equal((0, 0), (result.Target, result.Removed));
        Assert.Equal(result.DenseParameters, result.Parameters);
    }

    [Fact]
    public void A_run_that_fails_says_why()
    {
        var e = Assert.Throws<InvalidOperationException>(() => RunProcess.Run(Examples.Run with { Sparsity = 0.999 }, folder.Path));

        Assert.Contains("0.999", e.Message, StringComparison.Ordinal);
    }
}
