using TorchSharp;
using Xunit;

namespace PrunableModels.Tests.Training;

/// <summary>How a checkpoint comes to its place.</summary>
[Collection(nameof(SmallRun))]
public sealed class CheckpointFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SmallRun run = new();

    private string Path => folder.File("run.checkpoint");

    [Fact]
    public void Saving_replaces_the_file_and_leaves_nothing_beside_it()
    {
        Checkpoint.Save(Path, run.Model, run.Optimizer, new() { { "epoch", 1 } });
        Checkpoint.Save(Path, run.Model, run.Optimizer, new() { { "epoch", 2 } });

        Assert.Equal(["run.checkpoint"], folder.Names);
        Assert.Equal(2, Checkpoint.ReadExtras(Path).GetInt64("epoch"));
    }

    [Fact]
    public void Equal_runs_make_equal_files()
    {
        Checkpoint.Save(Path, run.Train(4).Model, run.Optimizer);
        using var other = new SmallRun();
        Checkpoint.Save(folder.File("other"), other.Train(4).Model, other.Optimizer);

        Assert.Equal(File.ReadAllBytes(Path), File.ReadAllBytes(folder.File("other")));
    }

    [Fact]
    public void The_file_that_was_there_stays_when_saving_fails()
    {
        Checkpoint.Save(Path, run.Model, run.Optimizer, new() { { "epoch", 1 } });

        Assert.Throws<ArgumentException>(() => Checkpoint.Save(Path, run.Model, run.Optimizer, new() { { "half", "\uD800" } }));

        Assert.Equal(["run.checkpoint"], folder.Names);
        Assert.Equal(1, Checkpoint.ReadExtras(Path).GetInt64("epoch"));
    }

    [Fact]
    public void What_killed_processes_left_is_deleted_after_a_while()
    {
        var (old, young, foreign) = (Leftover(), Leftover(), folder.File("run.checkpoint.notes.tmp"));
        foreach (var file in new[] { old, young, foreign })
        {
            File.WriteAllText(file, "half");
        }

        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddMinutes(-11));
        File.SetLastWriteTimeUtc(foreign, DateTime.UtcNow.AddMinutes(-11));

        Checkpoint.Save(Path, run.Model, run.Optimizer);

        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young));
        Assert.True(File.Exists(foreign));

        string Leftover() => folder.File($"run.checkpoint.{Guid.NewGuid():N}.tmp");
    }

    [Fact]
    public void The_content_is_in_the_safetensors_format()
    {
        Checkpoint.Save(Path, run.Model, run.Optimizer);
        File.WriteAllBytes(folder.File("content"), File.ReadAllBytes(Path)[24..^32]);

        using var scope = torch.NewDisposeScope();
        var tensors = SafetensorsFile.Read(folder.File("content"));

        Assert.Equal(run.Head("weight").bytes.ToArray(), tensors["model/head.weight"].bytes.ToArray());
    }

    [Fact]
    public void Every_state_of_an_optimizer_can_be_put_into_a_checkpoint()
    {
        var parts = typeof(Checkpoint).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && (type.IsSubclassOf(typeof(TorchSharp.Modules.OptimizerState)) || type.IsSubclassOf(typeof(TorchSharp.Modules.OptimizerOptions))))
            .ToArray();

        Assert.NotEmpty(parts);
        Assert.All(parts, part => Assert.True(part.IsAssignableTo(typeof(ICheckpointed)), part.Name));
    }

    public void Dispose()
    {
        run.Dispose();
        folder.Dispose();
    }
}
