using TorchSharp;
using Xunit;
using static PrunableModels.BaseUpdate;
using static TorchSharp.torch.optim;
using static TorchSharp.torch.optim.lr_scheduler;

namespace PrunableModels.Tests.Training;

/// <summary>Schedulers of TorchSharp have no state to save: a new one that has been stepped as often goes on as the one that was there.</summary>
[Collection(nameof(SmallRun))]
public sealed class CheckpointSchedulerTests : IDisposable
{
    private const int Epochs = 10;
    private const int StepsOfEpoch = SmallRun.Steps / Epochs;

    private static readonly Dictionary<string, Func<Optimizer, LRScheduler>> Schedulers = new()
    {
        ["step"] = optimizer => StepLR(optimizer, step_size: 2, gamma: 1 / 3.0),
        ["cosine annealing"] = optimizer => CosineAnnealingLR(optimizer, T_max: Epochs, eta_min: 1e-4),
        ["one cycle"] = optimizer => OneCycleLR(optimizer, max_lr: 0.1, total_steps: Epochs + 1),
        ["plateau"] = optimizer => ReduceLROnPlateau(optimizer, patience: 0, factor: 0.5),
    };

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Names => [.. Schedulers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_run_with_a_scheduler_goes_on_bit_for_bit(string name)
    {
        var path = folder.File("run.checkpoint");
        foreach (var stop in new[] { 0, 1, 3, 6, 9 })
        {
            using var straight = new SmallRun(Grouped());
            var scheduler = Schedulers[name](straight.Optimizer);
            Epoch(straight, scheduler, 0, stop);
            Checkpoint.Save(path, straight.Model, straight.Optimizer, new() { { "epoch", stop } });
            var expected = Epoch(straight, scheduler, stop, Epochs);
            var end = straight.State();

            using var resumed = new SmallRun(Grouped());
            var again = Schedulers[name](resumed.Optimizer);
            var done = Checkpoint.ReadExtras(path).GetInt64("epoch");
            for (var epoch = 0; epoch < done; epoch++)
            {
                Step(again, epoch);
            }

            Checkpoint.Load(path, resumed.Model, resumed.Optimizer);

            Assert.Equal(expected, Epoch(resumed, again, (int)done, Epochs));
            Assert.Equal(end, resumed.State());
            Assert.True(stop > 0 || expected.SelectMany(rates => rates).Distinct().Count() > 4);
        }
    }

    public void Dispose() => folder.Dispose();

    /// <summary>Trains from one epoch to another.</summary>
    /// <returns>The learning rates of every epoch.</returns>
    private static List<double[]> Epoch(SmallRun run, LRScheduler scheduler, int from, int to)
    {
        var rates = new List<double[]>();
        for (var epoch = from; epoch < to; epoch++)
        {
            rates.Add([.. run.Optimizer.ParamGroups.Select(group => group.LearningRate)]);
            run.Train(StepsOfEpoch);
            Step(scheduler, epoch);
        }

        return rates;
    }

    private static void Step(LRScheduler scheduler, int epoch)
    {
        if (scheduler is impl.ReduceLROnPlateau)
        {
            // A loss that rises every other time.
            scheduler.step(epoch % 2 == 0 ? 1.0 / (epoch + 1) : 2);
        }
        else
        {
            scheduler.step();
        }
    }

    private static HessoOptions Grouped() =>
        SmallRun.Options(Sgd(0.05, momentum: 0.9)) with { ParameterRules = [new((name, _) => name.EndsWith("bias", StringComparison.Ordinal), Sgd(0.01, momentum: 0.5))] };
}
