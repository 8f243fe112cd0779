using PrunableModels.Crash;
using Xunit;

namespace PrunableModels.Tests.Training;

/// <summary>Processes that are killed, and processes that train together.</summary>
public sealed class CrashTests
{
    [Theory]
    [InlineData("hesso-sgd", 1)]
    [InlineData("hesso-adamw", 2)]
    public void A_run_that_is_killed_ten_times_takes_the_steps_of_the_undisturbed_run(string method, int seed)
    {
        using var folder = new TemporaryFolder();

        var run = KilledRun.Of(Method.Find(method), kills: 10, seed, folder.Path);

        Assert.Empty(run.Faults);
        Assert.Equal(10, run.Kills);
        Assert.True(run.Steps >= 30);
    }

    public static TheoryData<string> Methods => [.. Method.All.Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Two_processes_with_averaged_gradients_choose_the_same_structures(string method)
    {
        var pipe = $"prunable-{Guid.NewGuid():N}";
        using var first = new ChildProcess("rank", "0", pipe, method, "30");
        using var second = new ChildProcess("rank", "1", pipe, method, "30");

        var lines = first.Finish();

        Assert.Equal(30, lines.Count);
        Assert.Equal(lines, second.Finish());

        // Of 36 structures, or the only segment.
        Assert.Equal(method == "h2spg" ? "1" : "22", lines[^1].Split(' ')[^1]);
    }

    [Fact]
    public void Every_optimizer_is_killed_and_resumed()
    {
        using var model = new SmallNet();
        var tried = Method.All.Select(method =>
        {
            using var optimizer = method.Optimizer(model, 30);
            return optimizer.GetType();
        });

        Assert.Empty(typeof(SparseOptimizer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(SparseOptimizer)) && !type.IsAbstract).Except(tried));
    }
}
