using System;
using System.IO;
using TorchSharp;

namespace PrunableModels;

/// <summary>The exponential average of scores over the batches before a choice, the batch at the choice included.</summary>
internal sealed class ScoreAverage : IDisposable
{
    /// <summary>What a batch has to weigh against the last one to be worth scoring.</summary>
    private const double LeastWeight = 1e-3;

    private readonly double decay;
    private double weight;

    /// <param name="count">The number of structures.</param>
    /// <param name="decay">What a batch weighs against the next.</param>
    /// <param name="device">Where the scores are.</param>
    public ScoreAverage(int count, double decay, torch.Device device)
    {
        this.decay = decay;
        Value = torch.zeros(count, dtype: torch.float32, device: device).DetachFromDisposeScope();
    }

    /// <summary>Shape <c>[Count]</c>.</summary>
    public torch.Tensor Value { get; }

    /// <summary>How many batches before a choice count in it: no more than a period has.</summary>
    public static long BatchesThatCount(double decay, long period) =>
        Math.Min(period, decay == 0 ? 1 : (long)Math.Ceiling(Math.Log(LeastWeight) / Math.Log(decay)));

    public void Add(torch.Tensor score)
    {
        weight = (weight * decay) + 1;
        Value.mul_(weight == 1 ? 0 : 1 - (1 / weight)).add_(score, alpha: 1 / weight);
    }

    /// <summary>Starts anew with the next score; the value stays readable until then.</summary>
    public void Restart() => weight = 0;

    public void Save(BinaryWriter writer)
    {
        writer.Write(weight);
        Value.Save(writer);
    }

    public void Load(BinaryReader reader)
    {
        weight = reader.ReadDouble();
        Value.Load(reader);
    }

    public void Load(ScoreAverage source)
    {
        weight = source.weight;
        Value.copy_(source.Value);
    }

    public void Dispose() => Value.Dispose();
}
