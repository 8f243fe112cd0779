using TorchSharp;
using Xunit;
using static PrunableModels.BaseUpdate;
using static TorchSharp.torch;

namespace PrunableModels.Tests.Training;

/// <summary>TorchSharp makes new parameters when a model is moved to another device or dtype, so every optimizer has to be made anew.</summary>
[Collection(nameof(SmallRun))]
public sealed class MovedModelTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => folder.File("run.checkpoint");

    [Fact]
    public void An_optimizer_whose_model_was_moved_says_so()
    {
        using var run = new SmallRun();
        run.Train(2);
        run.Model.to(float64);

        foreach (var action in new Action[]
        {
            () => run.Optimizer.step(),
            () => Checkpoint.Save(Path, run.Model, run.Optimizer),
            () => Checkpoint.Load(Path, run.Model, run.Optimizer),
        })
        {
            Assert.Contains("'stem.weight' is gone: the model was moved", Assert.Throws<InvalidOperationException>(action).Message);
        }
    }

    [Fact]
    public void A_checkpoint_goes_to_where_the_parameters_are()
    {
        using var run = new SmallRun(SmallRun.Options(AdamW(5e-3)));
        run.Train(8);
        Checkpoint.Save(Path, run.Model, run.Optimizer);
        var state = Crash.Fingerprint.OfAll(run.Model, run.Optimizer);
        run.Optimizer.to(META);
        Assert.Equal(DeviceType.META, Moments(run).device.type);

        Checkpoint.Load(Path, run.Model, run.Optimizer);

        Assert.Equal(DeviceType.CPU, Moments(run).device.type);
        Assert.Equal(state, Crash.Fingerprint.OfAll(run.Model, run.Optimizer));
    }

    [Fact]
    public void A_state_dict_goes_over_to_the_optimizer_of_a_moved_model()
    {
        using var run = new SmallRun(SmallRun.Options(AdamW(5e-3)));
        run.Train(8);
        var state = run.Optimizer.state_dict();
        run.Model.to(float64).to(float32);
        using var optimizer = run.Model.Hesso(SmallRun.Options(AdamW(5e-3)));

        optimizer.load_state_dict(state);

        Assert.Equal(run.Optimizer.Step, optimizer.Step);
        Assert.Equal(run.Optimizer.Scores.bytes.ToArray(), optimizer.Scores.bytes.ToArray());
        Assert.Equal(((UpdateState)state.State[0]).First!.bytes.ToArray(), ((UpdateState)optimizer.state_dict().State[0]).First!.bytes.ToArray());
        optimizer.step();
    }

    public void Dispose() => folder.Dispose();

    private static Tensor Moments(SmallRun run) => ((UpdateState)run.Optimizer.state_dict().State[0]).First!;
}
