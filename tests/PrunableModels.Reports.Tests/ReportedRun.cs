using PrunableModels.Crash;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Reports.Tests;

/// <summary>A short training of a small network, with a listener if one is given. torch's random numbers are the process's: these tests run alone.</summary>
[CollectionDefinition(nameof(ReportedRun), DisableParallelization = true)]
public sealed class ReportedRun : IDisposable
{
    public const int Steps = 30;

    private readonly SmallNet model;
    private readonly SparseOptimizer optimizer;

    public ReportedRun(IProgress<TrainingEvent>? listener, HessoOptions? options = null)
        : this(model => model.Hesso((options ?? Options) with { Progress = listener }))
    {
    }

    public ReportedRun(Func<SmallNet, SparseOptimizer> make)
    {
        // On so small a network several threads would only wait for each other.
        set_num_threads(1);
        random.manual_seed(7);
        model = new SmallNet();
        optimizer = make(model);
    }

    public static HessoOptions Options => new()
    {
        Variant = BaseUpdate.Sgd(0.05, momentum: 0.9), TargetGroupSparsity = 0.6, TotalSteps = Steps, StartStep = 5, PruningSteps = 15, PruningPeriods = 2,
    };

    public SmallNet Model => model;

    public SparseOptimizer Optimizer => optimizer;

    public ReportedRun Train(int steps = Steps)
    {
        for (var i = 0; i < steps; i++)
        {
            using var scope = NewDisposeScope();
            optimizer.step(() =>
            {
                optimizer.zero_grad();
                var loss = nn.functional.cross_entropy(model.call(randn([8, .. SmallNet.ImageShape])), randint(SmallNet.Classes, 8));
                loss.backward();
                return loss;
            });
        }

        return this;
    }

    public void Dispose()
    {
        optimizer.Dispose();
        model.Dispose();
    }
}
