using System.Diagnostics;
using PrunableModels.Standalone;
using PrunableModels.Studies;
using PrunableModels.Zoo;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Benchmarks;

/// <summary>One training of a super-network on CIFAR-10: whole, or with H2SPG, which erases segments until a share of the multiply-adds is left.</summary>
/// <param name="data">The folder of the images.</param>
/// <param name="recipe">How to train.</param>
/// <param name="seed">What weights and batches are drawn from.</param>
internal sealed class EraseRun(string data, Recipe recipe, int seed)
{
    /// <summary>Training images by whose loss segments are chosen.</summary>
    private const int Judged = 256;

    public EraseResult Of<T>(Func<T> create, double? share)
        where T : nn.Module<Tensor, Tensor>, IPrunable
    {
        manual_seed(seed);
        using var task = new ImageTask(data, recipe.Batch, side: 32, padding: 4, seed);
        using var judges = new ImageTask(data, Judged, side: 32, padding: 4, seed + 1000);
        using var scope = NewDisposeScope();
        var (judged, labels) = judges.Draw();
        using var model = create();
        var (macs, parameters, erasable) = (model.Pruning.CountMacs(task.ExampleShape), model.Pruning.CountParameters(), model.Pruning.Segments.Erasable.Count());
        using var optimizer = share is { } left
            ? model.H2spg(new() { Variant = recipe.BaseUpdate, Target = PruningTarget.Macs(left, task.ExampleShape), TotalSteps = recipe.Steps, Loss = () => task.Loss(model.call(judged), labels) })
            : recipe.Plain(model);
        var seconds = Train(model, optimizer, task);
        model.eval();
        if (optimizer is not H2spg h2spg)
        {
            return new(task.Accuracy(model), 0, erasable, 1, 1, 0, 0, seconds);
        }

        using var gradients = no_grad();
        var (images, _) = task.HeldOut(0);
        var zeroed = model.call(images);
        var erased = h2spg.Erased.Count;
        using var written = StandaloneClass.Create(model.Erase(new() { ExampleInput = images }).ToClass(StandaloneClass.Name));
        written.load_state_dict(model.state_dict(), strict: false);
        written.eval();
        return new(
            task.Accuracy(model),
            erased,
            erasable,
            (double)model.Pruning.CountWrittenMacs(task.ExampleShape) / macs,
            (double)written.parameters().Sum(p => p.numel()) / parameters,
            ZooCheck.Difference([zeroed], [model.call(images)]),
            ZooCheck.Difference([zeroed], StandaloneClass.Run(written, [images])),
            seconds);
    }

    private double Train(nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, ImageTask task)
    {
        var scheduler = recipe.Scheduler(optimizer);
        var watch = Stopwatch.StartNew();
        model.train();
        for (var step = 0; step < recipe.Steps; step++)
        {
            using var scope = NewDisposeScope();
            var (inputs, targets) = task.Draw();
            optimizer.zero_grad();
            task.Loss(model.call(inputs), targets).backward();
            optimizer.step();
            scheduler.step();
        }

        return watch.Elapsed.TotalSeconds;
    }
}
