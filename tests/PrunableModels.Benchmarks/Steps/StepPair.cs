using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Benchmarks;

/// <summary>The same model twice, trained by TorchSharp's optimizer and by the sparse one, in turns.</summary>
internal sealed class StepPair : IDisposable
{
    private readonly StepCase @case;
    private readonly StepSchedule schedule;
    private readonly StepModel plain;
    private readonly StepModel sparse;
    private readonly optim.Optimizer plainOptimizer;
    private readonly Tensor inputs;

    public StepPair(StepCase @case, StepUpdate update, StepSchedule schedule)
    {
        this.@case = @case;
        this.schedule = schedule;
        (plain, sparse) = (@case.Create(), @case.Create());
        sparse.Module.load_state_dict(plain.Module.state_dict());
        plainOptimizer = update.Plain(plain.Module.parameters());
        Sparse = sparse.Hesso(schedule.Options(update.Sparse));
        inputs = @case.Inputs();
    }

    public SparseOptimizer Sparse { get; }

    /// <summary>Numbers in the parameters.</summary>
    public long Parameters => plain.Module.parameters().Sum(p => p.numel());

    /// <summary>Milliseconds of forward, backward and TorchSharp's step, a few times.</summary>
    public double[] WholeSteps(int count) => [.. Enumerable.Range(0, count).Select(_ => Milliseconds(() =>
    {
        plainOptimizer.zero_grad();
        Differentiate(plain);
        plainOptimizer.step();
    }))];

    /// <summary>
    /// The time of a sparse step over that of TorchSharp's, and the milliseconds that it takes longer, for every step of the schedule. Both
    /// take the same gradients again and again.
    /// </summary>
    public IReadOnlyList<(StepPhase Phase, double Ratio, double Longer)> Run()
    {
        Differentiate(plain);
        sparse.Module.zero_grad();
        Differentiate(sparse);
        var times = new List<(StepPhase, double, double)>();
        for (long step = 1; step <= schedule.Total; step++)
        {
            // In turns who is first, so that neither always finds the caches warm.
            var first = step % 2 == 0 ? Milliseconds(() => plainOptimizer.step()) : 0;
            var ours = Milliseconds(() => Sparse.step());
            var theirs = step % 2 == 0 ? first : Milliseconds(() => plainOptimizer.step());
            if (schedule.At(step) is { } phase)
            {
                times.Add((phase, ours / theirs, ours - theirs));
            }
        }

        return times;
    }

    public void Dispose()
    {
        Sparse.Dispose();
        plainOptimizer.Dispose();
        plain.Module.Dispose();
        sparse.Module.Dispose();
        inputs.Dispose();
    }

    private static double Milliseconds(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private void Differentiate(StepModel model)
    {
        using var scope = NewDisposeScope();
        @case.Loss(model, inputs).backward();
    }
}
