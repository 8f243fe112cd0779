using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Distributed;

/// <content>Training.</content>
public sealed partial class ProcessGroup
{
    /// <summary>
    /// Seeds torch's random numbers, differently in every process: after the model is made, which takes the same numbers everywhere, and before
    /// data is drawn or dropped out.
    /// </summary>
    /// <param name="seed">A number; a process adds its rank.</param>
    public void Seed(long seed) => random.manual_seed(seed + Rank);

    /// <summary>
    /// Takes a step: averages the gradients and the loss over all processes, lets the optimizer step, and makes sure that all have chosen the
    /// same. It stands in the place of <c>optimizer.step()</c>.
    /// </summary>
    /// <param name="optimizer">The optimizer, to whose parameters this process's batch has given gradients.</param>
    /// <param name="loss">This process's loss, for methods and checks that go by it; null, in all processes, where nobody needs it.</param>
    /// <returns>The mean of the losses; null without one.</returns>
    /// <exception cref="RanksDifferException">The processes train other parameters, or have chosen other structures.</exception>
    /// <exception cref="NonFiniteException">The mean loss or a mean gradient is not finite; all processes throw it, and none has taken the step.</exception>
    public double? Step(SparseOptimizer optimizer, Tensor? loss = null)
    {
        AverageGradients(optimizer, optimizer.parameters().Concat(optimizer.Gates));
        var mean = loss is null ? (double?)null : Mean(loss);
        if (mean is { } value)
        {
            using var reported = tensor([value]);
            optimizer.ReportLoss(reported);
        }

        optimizer.step();
        RequireSame(optimizer);
        return mean;
    }

    /// <summary>
    /// Replaces the gradients of a model's parameters by their means over all processes: between the backward pass and the step, where
    /// <see cref="Step"/> does not suit, e.g. to clip them before it. With batches of the same size, and a loss that is a mean, that is the gradient
    /// of all batches together.
    /// </summary>
    /// <remarks>
    /// A parameter without a gradient in some processes counts as zero there; without one in any it stays without. Half precision is added up
    /// in single precision. The memory for gradients on their way is taken in the first step, and again when the model has become smaller.
    /// </remarks>
    /// <param name="model">The model.</param>
    /// <exception cref="RanksDifferException">The processes train other parameters.</exception>
    /// <exception cref="NotSupportedException">A parameter is no real floating-point number, or a gradient is sparse.</exception>
    public void AverageGradients(nn.Module model) =>
        AverageGradients(model, model is IPrunable prunable ? model.parameters().Concat(prunable.Pruning.Gates.Factors) : model.parameters());

    /// <summary>
    /// Requires that an optimizer has taken the same steps and chosen the same structures everywhere. It costs little, and <see cref="Step"/> does it
    /// after every step.
    /// </summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <exception cref="RanksDifferException">It has not.</exception>
    public void RequireSame(SparseOptimizer optimizer) => communicator.Require(
        OptimizerStatus.Of(optimizer),
        "steps and choice of structures",
        all => $"{string.Join("; ", all.Select((status, rank) => $"rank {rank}: {status}"))}. Give all the same options, start from the same parameters ({nameof(Broadcast)}), and average whatever the choice goes by.");

    /// <summary>Requires that a model's parameters are the same everywhere, bit for bit: a check for every now and then, since it reads all of them.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="RanksDifferException">They are not.</exception>
    public void RequireSame(nn.Module model)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var parameter in model.parameters())
        {
            using var scope = NewDisposeScope();
            var flat = parameter.detach().cpu().contiguous().view(-1);
            for (var start = 0L; start < flat.numel(); start += PieceElements)
            {
                hash.AppendData(flat.narrow(0, start, Math.Min(PieceElements, flat.numel() - start)).bytes);
            }
        }

        communicator.Require(Agreement.Digest(hash.GetHashAndReset()), "parameters", _ => $"They have parted since {nameof(Broadcast)}: somebody changes them by what is not averaged.");
    }

    private double Mean(Tensor loss)
    {
        using var scope = NewDisposeScope();
        return Average(loss.detach().to(ScalarType.Float64).mean().item<double>());
    }

    private void AverageGradients(object owner, IEnumerable<Tensor> parameters)
    {
        if (!buckets.TryGetValue(owner, out var held))
        {
            buckets.Add(owner, held = new(communicator, options.BucketBytes));
        }

        held.Average(parameters);
    }
}
