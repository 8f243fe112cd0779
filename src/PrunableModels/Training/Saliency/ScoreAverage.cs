using System;
using System.IO;
using TorchSharp;

namespace PrunableModels;

/// <summary>
/// The exponential average of scores over the batches before a choice, the batch at the choice included. Structures that took no part in
/// a batch keep what they had.
/// </summary>
internal sealed class ScoreAverage : ICheckpointed, IDisposable
{
    private readonly double decay;
    private readonly torch.Tensor weights;

    /// <param name="count">The number of structures.</param>
    /// <param name="decay">What a scored batch weighs against the next; 1 makes a mean.</param>
    /// <param name="device">Where the scores are.</param>
    public ScoreAverage(int count, double decay, torch.Device device)
    {
        this.decay = decay;
        Value = torch.zeros(count, dtype: torch.float32, device: device).DetachFromDisposeScope();
        weights = torch.zeros_like(Value).DetachFromDisposeScope();
    }

    /// <summary>Shape <c>[Count]</c>.</summary>
    public torch.Tensor Value { get; }

    /// <param name="score">Shape <c>[Count]</c>.</param>
    /// <param name="scored">Shape <c>[Count]</c>, bool: what the score is of; null for all.</param>
    public void Add(torch.Tensor score, torch.Tensor? scored = null)
    {
        using var scope = torch.NewDisposeScope();
        var now = weights.Times(decay).Add(1);
        var average = torch.where(weights.Is(0), score, torch.lerp(Value, score, now.reciprocal()));
        Value.copy_(scored is null ? average : torch.where(scored, average, Value));
        weights.copy_(scored is null ? now : torch.where(scored, now, weights));
    }

    /// <summary>The values for a choice, not-a-number where nothing was added.</summary>
    public float[] Read()
    {
        using var scope = torch.NewDisposeScope();
        return Value.Where(weights.Is(0), float.NaN).cpu().data<float>().ToArray();
    }

    /// <summary>Starts anew with the next score; the value stays readable until then.</summary>
    public void Restart() => weights.zero_();

    public void Save(BinaryWriter writer)
    {
        weights.Save(writer);
        Value.Save(writer);
    }

    public void Load(BinaryReader reader)
    {
        weights.Load(reader);
        Value.Load(reader);
    }

    public void Load(ScoreAverage source)
    {
        weights.copy_(source.weights);
        Value.copy_(source.Value);
    }

    /// <inheritdoc/>
    public void Declare(StateFields fields)
    {
        fields.Tensor("weights of scores", weights);
        fields.Tensor("scores", Value);
    }

    public void Dispose()
    {
        weights.Dispose();
        Value.Dispose();
    }
}
