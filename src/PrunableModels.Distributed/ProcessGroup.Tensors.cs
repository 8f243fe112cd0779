using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Distributed;

/// <content>Tensors and numbers.</content>
public sealed partial class ProcessGroup
{
    /// <summary>A message holds at most as many bytes as an int counts; this keeps pieces of the widest element well below.</summary>
    private const long PieceElements = 1 << 24;

    /// <summary>Gives every process the parameters and buffers that the model has in rank 0: once, before training.</summary>
    /// <param name="model">The model, of the same shape everywhere, on whatever device.</param>
    /// <exception cref="RanksDifferException">The models have other tensors.</exception>
    public void Broadcast(nn.Module model)
    {
        List<(string Name, Tensor Tensor)> tensors = [.. Tensors(model)];
        var layout = string.Join('\n', tensors.Select(t => $"{t.Name} {t.Tensor.dtype} {string.Join('x', t.Tensor.shape)}"));
        communicator.Require(Agreement.Digest(Encoding.UTF8.GetBytes(layout)), "model", _ => "Parameters and buffers have to have the same names, dtypes and shapes everywhere.");
        foreach (var (_, tensor) in tensors)
        {
            Broadcast(tensor);
        }
    }

    /// <summary>Gives every process the elements that a tensor has in rank 0.</summary>
    /// <param name="tensor">A tensor of the same shape and dtype everywhere, on whatever device; it is changed in place.</param>
    public void Broadcast(Tensor tensor)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var own = tensor.detach();
        var memory = own.cpu().contiguous();
        var flat = memory.view(-1);
        for (var start = 0L; start < flat.numel(); start += PieceElements)
        {
            communicator.Broadcast(flat.narrow(0, start, Math.Min(PieceElements, flat.numel() - start)).bytes);
        }

        // The very memory of the tensor where that is on the CPU and in one piece.
        if (!IsFirst && !(own.device.type == DeviceType.CPU && own.is_contiguous()))
        {
            own.copy_(memory);
        }
    }

    /// <summary>Replaces a tensor by its mean over all processes.</summary>
    /// <param name="tensor">A tensor of real floating-point numbers, of the same shape and dtype everywhere; it is changed in place.</param>
    /// <exception cref="NotSupportedException">It has others.</exception>
    public void Average(Tensor tensor)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var kind = NumberKinds.Of(tensor.dtype);
        var own = tensor.detach();
        var flat = own.to(kind.Scalar(), CPU, copy: true).contiguous().view(-1);
        for (var start = 0L; start < flat.numel(); start += PieceElements)
        {
            communicator.EndSum(communicator.BeginSum(NumberBlock.Of(flat.narrow(0, start, Math.Min(PieceElements, flat.numel() - start)), kind)));
        }

        using var size = ((double)Size).ToScalar();
        own.copy_(flat.div_(size).view(tensor.shape));
    }

    /// <summary>The mean of a number over all processes.</summary>
    /// <param name="value">This process's number.</param>
    public double Average(double value) => communicator.All(value).Sum() / Size;

    /// <summary>
    /// What a loss is over the data of all processes, for <see cref="H2spgOptions.Loss"/>, which has to be the same everywhere: each computes it on
    /// its own examples.
    /// </summary>
    /// <param name="loss">Computes a single number.</param>
    public Func<Tensor> Averaged(Func<Tensor> loss) => () =>
    {
        using var scope = NewDisposeScope();
        var mean = loss().detach().clone();
        Average(mean);
        return mean.MoveToOuterDisposeScope();
    };

    /// <summary>
    /// A criterion whose scores are averaged over all processes. One that goes by parameters and gradients is the same everywhere anyway; one
    /// that looks at the data of its own process, such as <see cref="ActivationCriterion"/>, has to be averaged.
    /// </summary>
    /// <param name="criterion">The criterion.</param>
    public ISaliencyCriterion Averaged(ISaliencyCriterion criterion) => new AveragedCriterion(this, criterion);

    private static IEnumerable<(string Name, Tensor Tensor)> Tensors(nn.Module model) =>
        model.named_parameters().Select(p => (p.name, (Tensor)p.parameter)).Concat(model.named_buffers().Select(b => (b.name, b.buffer)));
}
