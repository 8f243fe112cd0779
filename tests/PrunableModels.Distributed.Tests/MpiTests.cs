using PrunableModels.Distributed.Worker;
using PrunableModels.Tests;
using TorchSharp;
using Xunit;

namespace PrunableModels.Distributed.Tests;

/// <summary>Processes that communicate by Open MPI, where it is installed.</summary>
public sealed class MpiTests(MpiTests.TrainedRuns trained) : IClassFixture<MpiTests.TrainedRuns>
{
    private const int Steps = 20;
    private const string Undisturbed = "undisturbed";

    public static TheoryData<string> Methods => TrainingTests.Methods;

    [Theory]
    [MemberData(nameof(Methods))]
    public void Two_processes_train_and_prune_as_one_does_with_the_whole_batch(string name)
    {
        Mpirun.Require();
        using var whole = WholeRun.Of(Method.Find(name), Steps);

        var ranks = trained.Logs(name);

        Assert.Equal(whole.Masks, ranks[0].Select(line => line.Split(' ')[1]));
        using var scope = torch.NewDisposeScope();
        var expected = whole.Values();
        whole.Model.load(trained.Model(name));
        whole.MustHave(expected);

        // To the bit among themselves, moments included.
        Assert.Equal(ranks[0], ranks[1]);
    }

    [Fact]
    public void Three_processes_have_the_same_bits_after_every_step()
    {
        Mpirun.Require();
        using var folder = new TemporaryFolder();

        Mpirun.Of(3, "resume", folder.Path, "run", "hesso-adamw", "10").MustSucceed();

        var logs = RankLog.Of(folder.Path, "run", ranks: 3);
        Assert.Equal(10, logs[0].Count);
        Assert.All(logs, log => Assert.Equal(logs[0], log));
    }

    [Fact]
    public void A_rank_that_is_killed_ends_the_job_and_the_checkpoint_goes_on_as_if_nothing_had_happened()
    {
        Mpirun.Require();
        using var folder = new TemporaryFolder();
        var killed = Mpirun.Of(2, "kill", folder.Path, "run", "hesso", $"{Steps}", "1", "9");

        Assert.NotEqual(0, killed.ExitCode);
        Assert.Contains("mpirun noticed that process rank 1", killed.Errors, StringComparison.Ordinal);
        Assert.Contains("exited on signal 9", killed.Errors, StringComparison.Ordinal);
        Assert.Equal(8, new RankLog(folder.Path, "run", 0).Lines.Count);

        Mpirun.Of(2, "resume", folder.Path, "run", "hesso", $"{Steps}").MustSucceed();

        Assert.Equal(trained.Logs(Undisturbed), RankLog.Of(folder.Path, "run", ranks: 2));
    }

    [Theory]
    [InlineData("fail")]
    [InlineData("fail-aside")]
    public void An_exception_in_one_rank_ends_the_job_and_says_where_and_why(string command)
    {
        Mpirun.Require();

        var failed = Mpirun.Of(2, command, "1");

        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("Rank 1 of 2 failed, and all processes end: PrunableModels.Distributed.MpiException: MPI_Bcast failed: MPI_ERR_COUNT", failed.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Rank 0 of 2", failed.Errors, StringComparison.Ordinal);
    }

    /// <summary>A run of every method by two processes, and one with checkpoints, started when the first test asks for one.</summary>
    public sealed class TrainedRuns : IDisposable
    {
        private readonly TemporaryFolder folder = new();
        private readonly Lazy<string> path;

        public TrainedRuns() => path = new(() =>
        {
            Mpirun.Of(2, ["train", folder.Path, $"{Steps}", .. Method.All.Select(method => method.Name), "and", "resume", folder.Path, Undisturbed, "hesso", $"{Steps}"]).MustSucceed();
            return folder.Path;
        });

        /// <summary>The lines of both ranks.</summary>
        public IReadOnlyList<IReadOnlyList<string>> Logs(string run) => RankLog.Of(path.Value, run, ranks: 2);

        /// <summary>The file of the model.</summary>
        public string Model(string method) => Path.Combine(path.Value, $"{method}.model");

        public void Dispose() => folder.Dispose();
    }
}
