using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using static TorchSharp.torch;

namespace PrunableModels.Distributed;

/// <summary>Averages the gradients of a list of parameters over all processes, step by step. Memory is taken when the parameters are other ones than before.</summary>
/// <param name="communicator">Everybody.</param>
/// <param name="bytes">The size of a bucket.</param>
internal sealed class GradientBuckets(ICommunicator communicator, long bytes) : IDisposable
{
    private readonly List<Tensor> parameters = [];
    private readonly List<long[]> shapes = [];
    private readonly List<GradientBucket> buckets = [];
    private ulong digest;

    /// <summary>How often memory was taken.</summary>
    public int Layouts { get; private set; }

    /// <summary>Averages the gradients. A parameter without one in some processes counts as zero there; without one in any it stays without.</summary>
    /// <exception cref="RanksDifferException">The processes have other parameters.</exception>
    /// <exception cref="NotSupportedException">A parameter is no real floating-point number, or a gradient is sparse.</exception>
    public void Average(IEnumerable<Tensor> all)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        List<Tensor> trained = [.. all.Where(parameter => parameter.requires_grad)];
        if (!Fits(trained))
        {
            LayOut(trained);
        }

        communicator.Require(digest, "parameters to train", _ => "Make the same model with the same options everywhere, and freeze the same.");
        foreach (var bucket in buckets)
        {
            bucket.Begin();
        }

        foreach (var bucket in buckets)
        {
            bucket.End();
        }
    }

    public void Dispose()
    {
        buckets.ForEach(bucket => bucket.Dispose());
        buckets.Clear();
    }

    /// <summary>Compaction leaves a parameter's object and changes its shape.</summary>
    private bool Fits(List<Tensor> trained)
    {
        if (Layouts == 0 || trained.Count != parameters.Count)
        {
            return false;
        }

        for (var i = 0; i < trained.Count; i++)
        {
            if (!ReferenceEquals(trained[i], parameters[i]) || !trained[i].shape.AsSpan().SequenceEqual(shapes[i]))
            {
                return false;
            }
        }

        return true;
    }

    private void LayOut(List<Tensor> trained)
    {
        Dispose();
        parameters.Clear();
        shapes.Clear();
        parameters.AddRange(trained);
        shapes.AddRange(trained.Select(parameter => parameter.shape));
        var plans = BucketPlan.Of([.. trained.Select(parameter => (parameter.numel(), NumberKinds.Of(parameter.dtype), parameter.device.ToString()))], bytes);
        buckets.AddRange(plans.Select(plan => new GradientBucket(communicator, plan, trained)));
        digest = Agreement.Digest(Encoding.UTF8.GetBytes(string.Join('\n', [.. plans, .. shapes.Select(Words)])));
        Layouts++;
    }

    private static string Words(long[] shape) => string.Join('x', shape.Select(extent => extent.ToString(CultureInfo.InvariantCulture)));
}
