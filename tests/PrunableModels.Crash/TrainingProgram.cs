using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Crash;

/// <summary>
/// A training run that saves a checkpoint after every step and goes on from the one that it finds. It prints what it does, a line each:
/// <c>step N HASH</c> when a step is done, <c>saving N</c> and <c>saved N</c> around the checkpoint.
/// </summary>
internal static class TrainingProgram
{
    private const int Batch = 8;
    private const int OrderSize = 1 << 18;

    /// <param name="checkpoint">The file; null to train without.</param>
    /// <param name="method">How to train.</param>
    /// <param name="steps">How many steps the run has from its beginning.</param>
    public static void Run(string? checkpoint, Method method, int steps)
    {
        random.manual_seed(7);
        using var model = new SmallNet();
        using var optimizer = method.Optimizer(model, steps);
        var schedule = optim.lr_scheduler.StepLR(optimizer, 7, 0.9);
        var (from, order) = Resume(checkpoint, model, optimizer, schedule);
        for (var step = from + 1; step <= steps; step++)
        {
            // Data drawn in two ways: from torch's random numbers, and by a position in an order that the checkpoint keeps.
            using var scope = NewDisposeScope();
            var images = randn([Batch, .. SmallNet.ImageShape]) + (order[step % order.Length] / 255f);
            var labels = randint(SmallNet.Classes, Batch);
            optimizer.zero_grad();
            var loss = nn.functional.cross_entropy(model.call(images), labels);
            loss.backward();
            optimizer.ReportLoss(loss);
            optimizer.step();
            schedule.step();
            Console.WriteLine($"step {step} {Fingerprint.OfAll(model, optimizer)}");
            if (checkpoint is not null)
            {
                Console.WriteLine($"saving {step}");
                Checkpoint.Save(checkpoint, model, optimizer, new() { { "step", step }, { "order", order } });
                Console.WriteLine($"saved {step}");
            }
        }
    }

    /// <summary>Loads the checkpoint if there is one. The scheduler is brought to where it was; the learning rates are those of the file.</summary>
    private static (int Step, byte[] Order) Resume(string? checkpoint, SmallNet model, SparseOptimizer optimizer, optim.lr_scheduler.LRScheduler schedule)
    {
        if (checkpoint is null || !File.Exists(checkpoint))
        {
            var order = new byte[OrderSize];
            new Random(7).NextBytes(order);
            return (0, order);
        }

        var step = (int)Checkpoint.ReadExtras(checkpoint).GetInt64("step");
        for (var i = 0; i < step; i++)
        {
            schedule.step();
        }

        var extras = Checkpoint.Load(checkpoint, model, optimizer);
        return (step, extras.GetBytes("order"));
    }
}
