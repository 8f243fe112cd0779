using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static PrunableModels.BaseUpdate;
using static TorchSharp.torch;

namespace PrunableModels.Tests.Training;

/// <summary>Criteria beyond HESSO's five, and those of users.</summary>
public sealed class MoreSaliencyTests
{
    [Fact]
    public void Norm_scales_are_the_mean_of_their_magnitudes_and_structures_without_one_are_neutral()
    {
        using var model = TestModel.Convolutional();
        using var map = model.Map();
        using var bare = new StructureMap(map.Groups, [.. map.Slices.Where(slice => slice.Path is not "bn1.weight")]);
        var bn2 = model["bn2.weight"].data<float>().ToArray();
        var bn3 = model["bn3.weight"].data<float>().ToArray();

        var scores = Scores(model, bare, new NormScaleCriterion());

        var expected = bn2.Zip(bn3, (a, b) => (Math.Abs(a) + Math.Abs(b)) / 2).ToArray();
        Assert.All(Enumerable.Range(0, 16), i => Assert.Equal(expected[i], scores[8 + i], 1e-5f));
        Assert.All(scores[..8], score => Assert.Equal(expected.Average(), score, 1e-5f));
    }

    [Fact]
    public void Random_scores_are_the_same_for_a_seed_and_others_for_another()
    {
        using var model = TestModel.Perceptron();
        using var map = model.Map();

        var scores = Scores(model, map, new RandomCriterion(7));

        Assert.Equal(scores, Scores(model, map, new RandomCriterion(7)));
        Assert.NotEqual(scores, Scores(model, map, new RandomCriterion(8)));
        Assert.Equal(24, scores.Distinct().Count());
    }

    [Fact]
    public void Activations_are_those_that_somebody_tells_of()
    {
        using var model = TestModel.Perceptron();
        using var map = model.Map();
        using var criterion = new ActivationCriterion();
        var activation = arange(16).to(float32) * tensor(new float[,] { { 1 }, { -3 } });

        criterion.Observe("fc1.weight:0", activation);
        var scores = Scores(model, map, criterion);

        Assert.Equal(Enumerable.Range(0, 16).Select(i => 2f * i), scores[..16]);
        Assert.All(scores[16..], score => Assert.Equal(15, score, 1e-4f));

        criterion.Observe("fc1.weight:0", activation.unsqueeze(1), axis: 0);
        Assert.Contains("2 positions", Assert.Throws<InvalidOperationException>(() => Scores(model, map, criterion)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_watched_module_tells_by_itself_when_it_is_called_and_it_is_an_error_if_it_is_not()
    {
        using var model = TestModel.Perceptron();
        using var map = model.Map();
        using var criterion = new ActivationCriterion();
        using var layer = nn.Linear(12, 16);
        criterion.Watch("fc1.weight:0", layer);
        using var x = ones(4, 12);

        var output = layer.call(x);

        Assert.Equal(output[0].abs().data<float>().ToArray(), Scores(model, map, criterion)[..16].ToArray(), (a, b) => Math.Abs(a - b) < 1e-5);
        layer.forward(x);
        Assert.Contains("not on forward", Assert.Throws<InvalidOperationException>(() => Scores(model, map, criterion)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_users_own_criterion_decides_what_goes()
    {
        using var model = TestModel.Perceptron();
        using var map = model.Map();
        using var optimizer = new Hesso(map, model.Named, PruningTests.Options(Sgd(0)) with { TargetGroupSparsity = 0.25, Criteria = [new(new LargestValue())] });

        model.Train(optimizer, 1, 40);

        Assert.Equal([.. Enumerable.Range(0, 6)], Enumerable.Range(0, 24).Where(s => optimizer.Statuses[s] == StructureStatus.Pruned));
    }

    /// <summary>What a user writes: the structures of least number go first.</summary>
    private sealed class LargestValue : ISaliencyCriterion
    {
        public Tensor Score(StructureStatistics structures) => arange(structures.Count).to(float32);
    }

    private static float[] Scores(TestModel model, StructureMap map, ISaliencyCriterion criterion)
    {
        var recording = new Recording(criterion);
        using var optimizer = new Hesso(map, model.Named, new() { Variant = Sgd(0), TargetGroupSparsity = 0.1, TotalSteps = 1, Criteria = [new(recording)] });
        model.Train(optimizer, 1, 1);
        return recording.Last;
    }

    private sealed class Recording(ISaliencyCriterion inner) : ISaliencyCriterion
    {
        public float[] Last { get; private set; } = [];

        public Tensor Score(StructureStatistics structures)
        {
            var score = inner.Score(structures);
            Last = score.data<float>().ToArray();
            return score;
        }
    }
}
