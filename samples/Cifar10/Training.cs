using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.optim.lr_scheduler;

namespace Cifar10;

/// <summary>What one pass over the training images came to.</summary>
internal readonly record struct EpochResult(double Loss, double ImagesPerSecond);

/// <summary>The ordinary training loop. It knows nothing of pruning: that is the optimizer's business.</summary>
internal static class Training
{
    /// <summary>Trains for one pass.</summary>
    /// <param name="scheduler">Steps with every batch.</param>
    public static EpochResult RunEpoch(
        Module<Tensor, Tensor> model,
        Batches batches,
        optim.Optimizer optimizer,
        LRScheduler? scheduler,
        CancellationToken cancellation)
    {
        model.train();
        var clock = Stopwatch.StartNew();
        var total = 0.0;
        var seen = 0;
        foreach (var batch in batches.Pass())
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var (images, labels) = batches.Load(batch);
            var loss = optimizer.step(() =>
            {
                optimizer.zero_grad();
                var mean = functional.cross_entropy(model.call(images), labels);
                mean.backward();
                return mean;
            });
            scheduler?.step();

            total += loss.item<float>() * batch.Length;
            seen += batch.Length;
        }

        return new EpochResult(total / seen, seen / clock.Elapsed.TotalSeconds);
    }

    /// <summary>The share of images whose class the model gives.</summary>
    public static double Accuracy(Module<Tensor, Tensor> model, Batches batches, CancellationToken cancellation)
    {
        model.eval();
        using var quiet = no_grad();
        var right = 0L;
        foreach (var batch in batches.Pass())
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var (images, labels) = batches.Load(batch);
            right += model.call(images).argmax(1).eq(labels).sum().item<long>();
        }

        return (double)right / batches.Images;
    }
}
