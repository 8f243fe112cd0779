using PrunableModels.Crash;
using TorchSharp;
using Xunit;
using static PrunableModels.BaseUpdate;

namespace PrunableModels.Tests.Training;

/// <summary>What a checkpoint holds.</summary>
[Collection(nameof(SmallRun))]
public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => folder.File("run.checkpoint");

    public static TheoryData<string> Methods => [.. Method.All.Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_run_goes_on_bit_for_bit(string method)
    {
        // Before the first step, before and while scores are averaged, in trials, on the road to zero, between periods, after the last.
        foreach (var stop in new[] { 0, 1, 3, 4, 6, 7, 9, 12, 13, 20, 25, 29 })
        {
            using var straight = new SmallRun(Method.Find(method));
            straight.Train(stop);
            Checkpoint.Save(Path, straight.Model, straight.Optimizer);
            var there = straight.State();
            straight.Train(SmallRun.Steps - stop);
            var end = straight.State();

            // The other run has been elsewhere: whatever it remembers has to go.
            using var resumed = new SmallRun(Method.Find(method));
            resumed.Train(stop == 9 ? 5 : 17);
            Checkpoint.Load(Path, resumed.Model, resumed.Optimizer);
            Assert.Equal(Cut(there), Cut(resumed.State()));
            resumed.Train(SmallRun.Steps - stop);
            Assert.Equal(end, resumed.State());
        }

        // Gradients are zero after loading, where the straight run has those of its last step.
        static string Cut(string state) => state.Split(' ')[0];
    }

    [Fact]
    public void What_the_loop_adds_comes_back()
    {
        using var run = new SmallRun();
        byte[] order = [1, 2, 255];
        Checkpoint.Save(Path, run.Model, run.Optimizer, new()
        {
            { "epoch", 3 }, { "least", long.MinValue }, { "loss", 0.1 + 0.2 }, { "best", double.NegativeInfinity }, { "note", "text \"ä\"\n" }, { "order", order }, { "none", new byte[0] },
        });

        var extras = Checkpoint.Load(Path, run.Model, run.Optimizer);

        Assert.Equal(7, extras.Count);
        Assert.Equal(3, extras.GetInt64("epoch"));
        Assert.Equal(long.MinValue, extras.GetInt64("least"));
        Assert.Equal(0.1 + 0.2, extras.GetDouble("loss"));
        Assert.Equal(double.NegativeInfinity, extras.GetDouble("best"));
        Assert.Equal("text \"ä\"\n", extras.GetString("note"));
        Assert.Equal(order, extras.GetBytes("order"));
        Assert.Empty(extras.GetBytes("none"));
        Assert.Equal(extras, Checkpoint.ReadExtras(Path));
        Assert.Contains("'epoch' is of type Int64", Assert.Throws<KeyNotFoundException>(() => extras.GetString("epoch")).Message);
        Assert.Contains("best, epoch", Assert.Throws<KeyNotFoundException>(() => extras.GetString("missing")).Message);
    }

    [Fact]
    public void Learning_rates_and_momentum_of_every_group_come_back()
    {
        using var first = new SmallRun(Rules());
        var schedule = torch.optim.lr_scheduler.StepLR(first.Optimizer, 1, 1 / 3.0);
        schedule.step();
        first.Optimizer.Momentum = 0.123456789;
        Checkpoint.Save(Path, first.Model, first.Optimizer);

        using var second = new SmallRun(Rules());
        Checkpoint.Load(Path, second.Model, second.Optimizer);

        Assert.Equal(first.Optimizer.ParamGroups.Select(group => group.LearningRate), second.Optimizer.ParamGroups.Select(group => group.LearningRate));
        Assert.Equal(first.Optimizer.ParamGroups.Select(group => group.InitialLearningRate), second.Optimizer.ParamGroups.Select(group => group.InitialLearningRate));
        Assert.All(second.Optimizer.ParamGroups, group => Assert.Equal(0.123456789, ((SparseParameterGroup)group).Momentum));

        static HessoOptions Rules() => SmallRun.Options(Sgd(0.05, momentum: 0.9)) with { ParameterRules = [new((name, _) => name.EndsWith("bias"), Sgd(0.01, momentum: 0.5))] };
    }

    [Fact]
    public void Random_numbers_can_be_left_out()
    {
        using var run = new SmallRun();
        Checkpoint.Save(Path, run.Model, run.Optimizer, options: new() { RandomState = false });
        using var before = torch.rand(3);
        var state = run.State();

        Checkpoint.Load(Path, run.Model, run.Optimizer);

        Assert.Equal(state, run.State());
    }

    [Fact]
    public void Gradients_between_two_backward_passes_come_back_on_demand()
    {
        using var run = new SmallRun();
        run.Train(3);
        run.Optimizer.zero_grad();
        run.Backward();
        Checkpoint.Save(Path, run.Model, run.Optimizer, options: new() { Gradients = true });
        var state = run.State();
        using var other = new SmallRun();
        Checkpoint.Load(Path, other.Model, other.Optimizer);

        Assert.Equal(state, other.State());
    }

    [Fact]
    public void A_parameter_without_gradient_has_none_after_loading()
    {
        // SGD leaves such a parameter alone, and would decay one whose gradient is zero.
        using var run = new SmallRun();
        run.Train(1);
        run.Head("bias").grad = null;
        Checkpoint.Save(Path, run.Model, run.Optimizer);
        using var other = new SmallRun();
        other.Train(1);

        Checkpoint.Load(Path, other.Model, other.Optimizer);

        Assert.Null(other.Head("bias").grad);
        Assert.Equal(0, other.Head("weight").grad!.abs().sum().item<float>());
    }

    [Fact]
    public void A_parameter_that_is_not_the_models_is_saved_with_the_optimizer()
    {
        using var temperature = new TorchSharp.Modules.Parameter(torch.full(1, 0.5f));
        using var run = new SmallRun();
        run.Optimizer.add_param_group(new SparseParameterGroup([temperature], Sgd(0.05, momentum: 0.9)));
        Checkpoint.Save(Path, run.Model, run.Optimizer);
        using (torch.no_grad())
        {
            temperature.fill_(2);
        }

        Checkpoint.Load(Path, run.Model, run.Optimizer);

        Assert.Equal(0.5f, temperature.item<float>());
    }

    [Fact]
    public void What_was_loaded_outlives_the_scope_that_it_was_loaded_in()
    {
        using var first = new SmallRun(SmallRun.Options(AdamW(5e-3)));
        first.Train(8);
        Checkpoint.Save(Path, first.Model, first.Optimizer);
        using var second = new SmallRun(SmallRun.Options(AdamW(5e-3)));
        using (torch.NewDisposeScope())
        {
            Checkpoint.Load(Path, second.Model, second.Optimizer);
        }

        second.Train(SmallRun.Steps - 8);

        Assert.True(second.Optimizer.IsDone);
    }

    public void Dispose() => folder.Dispose();
}
