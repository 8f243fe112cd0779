using PrunableModels.Distributed.Worker;
using PrunableModels.Tests;
using TorchSharp;
using Xunit;

namespace PrunableModels.Distributed.Tests;

/// <summary>One file for all processes. What is random in each is for <see cref="MpiTests"/>, since threads share torch's random numbers.</summary>
public sealed class CheckpointTests
{
    [Fact]
    public void One_file_is_written_and_all_read_it()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("run.checkpoint");

        var extras = ThreadGroup.Run(2, group =>
        {
            using var model = new ConvNet(dropped: 0);
            group.Broadcast(model);
            using var optimizer = Optimizer(model);
            group.SaveCheckpoint(path, model, optimizer, new() { { "epoch", 3 }, { "best", 0.5 }, { "name", $"rank {group.Rank}" }, { "order", [1, 2] } });

            using var again = new ConvNet(dropped: 0);
            using var resumed = Optimizer(again);
            var found = group.LoadCheckpoint(path, again, resumed);
            Assert.All(model.state_dict(), value => Assert.True(again.state_dict()[value.Key].allclose(value.Value, 0, 0)));
            return found;
        });

        Assert.Equal(["run.checkpoint"], folder.Names);
        Assert.All(extras, found => Assert.Equal(["best", "epoch", "name", "order"], found.Select(extra => extra.Key)));
        Assert.All(extras, found => Assert.Equal("rank 0", found.GetString("name")));
    }

    [Fact]
    public void The_run_of_another_number_of_processes_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("run.checkpoint");
        ThreadGroup.Run(3, group => Save(group, path));

        var fault = Assert.Throws<CheckpointException>(() => ThreadGroup.Run(2, group => Load(group, path)));

        Assert.EndsWith("is of a run of 3 processes, this one has 2: Checkpoint.Load in each goes on with another number", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plain_checkpoint_is_that_of_one_process()
    {
        using var folder = new TemporaryFolder();
        using var model = new ConvNet(dropped: 0);
        using var optimizer = Optimizer(model);
        using var group = new ProcessGroup(new LoneProcess());
        Checkpoint.Save(folder.File("plain"), model, optimizer);
        group.SaveCheckpoint(folder.File("of a group"), model, optimizer);

        group.LoadCheckpoint(folder.File("plain"), model, optimizer);
        Checkpoint.Load(folder.File("of a group"), model, optimizer);
    }

    [Fact]
    public void Where_rank_0_cannot_write_all_fail()
    {
        using var folder = new TemporaryFolder();
        var faults = new Exception?[2];

        ThreadGroup.Run(2, group => faults[group.Rank] = Record.Exception(() => Save(group, Path.Combine(folder.Path, "missing", "run.checkpoint"))));

        Assert.IsType<DirectoryNotFoundException>(faults[0]);
        Assert.EndsWith("was not written: rank 0 failed.", Assert.IsType<IOException>(faults[1]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_one_cannot_read_all_fail()
    {
        using var folder = new TemporaryFolder();
        ThreadGroup.Run(2, group => Save(group, folder.File("run.checkpoint")));
        var faults = new Exception?[2];

        ThreadGroup.Run(2, group => faults[group.Rank] = Record.Exception(() => Load(group, folder.File(group.IsFirst ? "run.checkpoint" : "another"))));

        Assert.EndsWith("was not read: rank 1 failed.", Assert.IsType<IOException>(faults[0]).Message, StringComparison.Ordinal);
        Assert.IsType<FileNotFoundException>(faults[1]);
    }

    [Fact]
    public void Random_numbers_that_cannot_be_are_refused_before_anything_is_changed()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("run.checkpoint");
        using var model = new ConvNet(dropped: 0);
        using var optimizer = Optimizer(model);
        var state = torch.random.get_rng_state().bytes.ToArray();
        state.AsSpan().Fill(0xff);
        Checkpoint.Save(path, model, optimizer, new() { { "ranks", 2 }, { "random numbers of rank 1", state } });
        var faults = new Exception?[2];

        ThreadGroup.Run(2, group => faults[group.Rank] = Record.Exception(() => Load(group, path)));

        Assert.IsType<IOException>(faults[0]);
        Assert.EndsWith("it is no state of torch's random numbers", Assert.IsType<CheckpointException>(faults[1]).Message, StringComparison.Ordinal);
    }

    private static Hesso Optimizer(ConvNet model) => model.Hesso(new() { Variant = BaseUpdate.Sgd(0.05), TargetGroupSparsity = 0.5, TotalSteps = 20 });

    private static void Save(ProcessGroup group, string path)
    {
        using var model = new ConvNet(dropped: 0);
        using var optimizer = Optimizer(model);
        group.SaveCheckpoint(path, model, optimizer);
    }

    private static void Load(ProcessGroup group, string path)
    {
        using var model = new ConvNet(dropped: 0);
        using var optimizer = Optimizer(model);
        group.LoadCheckpoint(path, model, optimizer);
    }
}
