using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Distributed.Worker;

/// <summary>
/// A process's part of a run. Every process knows the whole batch of a step and trains on its own rows of it, so that all together train on the
/// same data, however many they are.
/// </summary>
/// <param name="group">The processes.</param>
/// <param name="dtype">The model's numbers.</param>
/// <param name="dropped">The share that the model drops out.</param>
public sealed class TrainingRun(ProcessGroup group, ScalarType dtype, double dropped)
{
    /// <summary>Rows of a step's batch over all processes, of which there may be two or three.</summary>
    private const int Batch = 12;

    private const long Seed = 7;

    /// <summary>The processes.</summary>
    public ProcessGroup Group => group;

    /// <summary>Told of every step when it is done.</summary>
    public Action<int, ConvNet, SparseOptimizer> Stepped { get; init; } = (_, _, _) => { };

    /// <summary>Called in the middle of every step, when gradients have been computed and not yet averaged.</summary>
    public Action<int> Stepping { get; init; } = _ => { };

    /// <summary>A checkpoint that is saved after every step, and gone on from if it is there; null for none.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>Trains a new model to the end of the run and returns it.</summary>
    public ConvNet Train(Method method, int steps)
    {
        var model = new ConvNet(dropped);
        model.to(dtype);
        Draw(model, (ulong)(Seed + group.Rank));
        group.Broadcast(model);
        group.Seed(Seed);
        using var optimizer = method.Optimizer(this, model, steps);
        var done = Checkpoint is not null && File.Exists(Checkpoint) ? (int)group.LoadCheckpoint(Checkpoint, model, optimizer).GetInt64("step") : 0;
        for (var step = done + 1; step <= steps; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var loss = Loss(model, step);
            loss.backward();
            Stepping(step);
            group.Step(optimizer, loss);
            Stepped(step, model, optimizer);
            if (Checkpoint is not null)
            {
                group.SaveCheckpoint(Checkpoint, model, optimizer, new() { { "step", step } });
            }
        }

        return model;
    }

    /// <summary>Parameters that differ from rank to rank, of which those of the first count, and that nobody else's random numbers change.</summary>
    private static void Draw(ConvNet model, ulong seed)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator(seed);
        foreach (var parameter in model.parameters())
        {
            parameter.copy_(randn(parameter.shape, generator: generator, dtype: ScalarType.Float64) / 5);
        }
    }

    /// <summary>The loss of this process's rows of a step's batch.</summary>
    public Tensor Loss(ConvNet model, int step)
    {
        using var generator = new Generator((ulong)(1000 + step));
        var images = randn([Batch, .. ConvNet.ImageShape], generator: generator, dtype: ScalarType.Float64).to(dtype);
        var labels = randint(ConvNet.Classes, [Batch], generator: generator);
        var (rows, first) = (Batch / group.Size, group.Rank * (Batch / group.Size));
        return nn.functional.cross_entropy(model.call(images.narrow(0, first, rows)), labels.narrow(0, first, rows));
    }
}
