using PrunableModels.Crash;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Tests.Training;

/// <summary>Runs whose model has become smaller, saved and gone on from.</summary>
[Collection(nameof(SmallRun))]
public sealed class CompactWhileTrainingCheckpointTests : IDisposable
{
    private const int Steps = 40;

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, int> Stops => new MatrixTheoryData<string, int>(Ways.Methods, [4, 17, 24, 36]);

    private string Path => folder.File("run.checkpoint");

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Stops))]
    public void A_new_and_whole_model_goes_on_from_a_checkpoint_to_the_bit(string method, int stop)
    {
        using var straight = new ShrinkingRun<ShrinkingNet>(new ShrinkingNet(), method, "adamw", Steps, isShrinking: true, 3, 8, 8);
        straight.Steps(1, stop);
        Checkpoint.Save(Path, straight.Model, straight.Optimizer);
        straight.Steps(stop + 1, Steps);

        using var resumed = new ShrinkingRun<ShrinkingNet>(new ShrinkingNet(), method, "adamw", Steps, isShrinking: true, 3, 8, 8);
        Checkpoint.Load(Path, resumed.Model, resumed.Optimizer);
        Assert.Equal(stop, resumed.Optimizer.Step);
        resumed.Steps(stop + 1, Steps);

        Assert.Equal(Fingerprint.OfAll(straight.Model, straight.Optimizer), Fingerprint.OfAll(resumed.Model, resumed.Optimizer));
        Assert.Equal(straight.Optimizer.RemovedCount, resumed.Optimizer.RemovedCount);
        Assert.True(resumed.Optimizer.RemovedCount > 0);
    }

    [Fact]
    public void A_checkpoint_that_does_not_fit_leaves_the_whole_model_whole()
    {
        using var straight = new ShrinkingRun<ShrinkingNet>(new ShrinkingNet(), "hesso", "adamw", Steps, isShrinking: true, 3, 8, 8);
        straight.Steps(1, 30);
        Checkpoint.Save(Path, straight.Model, straight.Optimizer);
        Assert.True(straight.Optimizer.RemovedCount > 0);

        using var other = new ShrinkingRun<ShrinkingNet>(new ShrinkingNet(), "hesso", "sgd", Steps, isShrinking: true, 3, 8, 8);
        other.Steps(1, 2);
        var before = Fingerprint.OfAll(other.Model, other.Optimizer);
        Assert.Contains("AdamUpdate", Assert.Throws<CheckpointException>(() => Checkpoint.Load(Path, other.Model, other.Optimizer)).Message, StringComparison.Ordinal);
        Assert.Equal(before, Fingerprint.OfAll(other.Model, other.Optimizer));
        other.Steps(3, 5);
    }

    [Fact]
    public void A_checkpoint_of_a_larger_model_says_that_a_new_one_is_needed()
    {
        using var run = new ShrinkingRun<ShrinkingNet>(new ShrinkingNet(), "hesso", "sgd", Steps, isShrinking: true, 3, 8, 8);
        run.Steps(1, 5);
        Checkpoint.Save(Path, run.Model, run.Optimizer);
        run.Steps(6, 30);
        Assert.Contains("make model and optimizer anew", Assert.Throws<CheckpointException>(() => Checkpoint.Load(Path, run.Model, run.Optimizer)).Message, StringComparison.Ordinal);
        run.Steps(31, 32);
    }

    [Fact]
    public void A_state_dict_of_a_smaller_model_is_refused_by_a_whole_one()
    {
        using var run = new ShrinkingRun<ShrinkingNet>(new ShrinkingNet(), "hesso", "sgd", Steps, isShrinking: true, 3, 8, 8);
        run.Steps(1, 30);
        using var whole = new ShrinkingRun<ShrinkingNet>(new ShrinkingNet(), "hesso", "sgd", Steps, isShrinking: true, 3, 8, 8);
        Assert.Contains(nameof(Checkpoint), Assert.Throws<InvalidDataException>(() => whole.Optimizer.load_state_dict(run.Optimizer.state_dict())).Message, StringComparison.Ordinal);
    }
}
