using PrunableModels.Crash;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static PrunableModels.BaseUpdate;
using static TorchSharp.torch;

namespace PrunableModels.Tests.Training;

/// <summary>The small network in training, always from the same beginning. torch's random numbers are the process's: these tests run alone.</summary>
[CollectionDefinition(nameof(SmallRun), DisableParallelization = true)]
public sealed class SmallRun : IDisposable
{
    public const int Steps = 30;

    /// <param name="options">How to train; by default SGD with momentum.</param>
    public SmallRun(HessoOptions? options = null)
        : this(model => model.Hesso(options ?? Options(Sgd(0.05, momentum: 0.9))))
    {
    }

    public SmallRun(Method method)
        : this(model => method.Optimizer(model, Steps))
    {
    }

    private SmallRun(Func<SmallNet, SparseOptimizer> optimizer)
    {
        // On so small a network several threads would only wait for each other.
        set_num_threads(1);
        random.manual_seed(7);
        Model = new SmallNet();
        Optimizer = optimizer(Model);
    }

    public SmallNet Model { get; }

    public SparseOptimizer Optimizer { get; }

    public static HessoOptions Options(BaseUpdate variant) => new()
    {
        Variant = variant, TargetGroupSparsity = 0.6, TotalSteps = Steps, StartStep = 5, PruningSteps = 15, PruningPeriods = 2,
    };

    /// <summary>Trains on batches from torch's random numbers, which dropout draws from as well.</summary>
    public SmallRun Train(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            Optimizer.zero_grad();
            Backward();
            Optimizer.step();
        }

        return this;
    }

    /// <summary>Adds the gradients of a batch.</summary>
    public void Backward()
    {
        using var scope = NewDisposeScope();
        var loss = nn.functional.cross_entropy(Model.call(randn([8, .. SmallNet.ImageShape])), randint(SmallNet.Classes, 8));
        loss.backward();
        Optimizer.ReportLoss(loss);
    }

    /// <summary>A parameter of the last layer.</summary>
    public Parameter Head(string name) => Model.get_parameter($"head.{name}")!;

    /// <summary>Everything, to be compared with another run, random numbers included.</summary>
    public string State() => $"{Fingerprint.OfAll(Model, Optimizer)} {Gradients()}";

    public void Dispose()
    {
        Optimizer.Dispose();
        Model.Dispose();
    }

    private string Gradients() =>
        string.Join(' ', Model.parameters().Select(p => p.grad is { } gradient ? Convert.ToBase64String(gradient.bytes) : "none"));
}
