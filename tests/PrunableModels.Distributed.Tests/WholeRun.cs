using PrunableModels.Distributed.Worker;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Distributed.Tests;

/// <summary>What a run came to.</summary>
/// <param name="Model">The model at its end.</param>
/// <param name="Masks">Which structures were left after every step.</param>
/// <param name="Scores">The score of every structure after every step.</param>
internal sealed record WholeRun(ConvNet Model, IReadOnlyList<string> Masks, IReadOnlyList<float[]> Scores) : IDisposable
{
    /// <summary>Scores are numbers of 32 bits about 1.</summary>
    private const float ScoreRounding = 1e-5f;

    /// <summary>
    /// The mean of means over halves is that over the whole, but for rounding: in 64 bits some 1e-16 of a gradient, which twenty steps with
    /// momentum make a thousand times larger at most. A fault, such as a row that is left out, is of the size of the gradients.
    /// </summary>
    private const double Rounding = 1e-12;

    /// <summary>The run of one process.</summary>
    public static WholeRun Of(Method method, int steps)
    {
        using var group = new ProcessGroup(new LoneProcess());
        return Of(group, method, steps);
    }

    /// <summary>A process's view of the run of a group, in several small buckets.</summary>
    public static WholeRun Of(ProcessGroup group, Method method, int steps)
    {
        var (masks, scores) = (new List<string>(), new List<float[]>());
        var run = new TrainingRun(group, ScalarType.Float64, dropped: 0)
        {
            Stepped = (_, _, optimizer) =>
            {
                masks.Add(RankLog.Mask(optimizer));
                scores.Add(optimizer.Scores.data<float>().ToArray());
            },
        };
        return new(run.Train(method, steps), masks, scores);
    }

    /// <summary>Requires the same masks and scores after every step, and in the end the same parameters up to rounding.</summary>
    public void MustBe(WholeRun expected)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(expected.Masks, Masks);
        Assert.All(expected.Scores.SelectMany(scores => scores).Zip(Scores.SelectMany(scores => scores)), pair => Assert.Equal(pair.First, pair.Second, ScoreRounding));
        MustHave(expected.Values());
    }

    /// <summary>A copy of the model's tensors.</summary>
    public IReadOnlyDictionary<string, Tensor> Values() => Model.state_dict().ToDictionary(value => value.Key, value => value.Value.detach().clone());

    /// <summary>Requires that the model has such tensors, up to rounding.</summary>
    public void MustHave(IReadOnlyDictionary<string, Tensor> expected)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var values = Model.state_dict();
        Assert.Equal(expected.Keys, values.Keys);
        Assert.All(values, value => Assert.Equal(expected[value.Key].shape, value.Value.shape));
        Assert.All(values, value => Assert.Equal(0, (expected[value.Key] - value.Value).abs().max().item<double>(), Rounding));
    }

    public void Dispose() => Model.Dispose();
}
