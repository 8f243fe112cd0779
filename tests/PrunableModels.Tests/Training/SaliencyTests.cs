using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Tests.Training;

public sealed class SaliencyTests : IDisposable
{
    /// <summary>Structure 0 has x = (3, 4; 2), v = (1, 0; 0), structure 1 has x = (0, 1; -1), v = (0, -2; 1); a third row belongs to none.</summary>
    private readonly Parameter weight = new(tensor(new float[,] { { 3, 4 }, { 0, 1 }, { 7, 7 } }));
    private readonly Parameter bias = new(tensor(new float[] { -1, 2 }));
    private readonly StructureMap map;

    public SaliencyTests()
    {
        map = new StructureMap(
            [new LinkedGroup("g", 0, 2)],
            [
                new("weight", weight, 0, SliceRole.Writer, tensor(new long[] { 0, 1, 2 })),
                new("bias", bias, 0, SliceRole.Writer, tensor(new long[] { 1, 0 })),
            ]);
        (weight * tensor(new float[,] { { 1, 0 }, { 0, -2 }, { 5, 5 } })).sum().backward();
        (bias * tensor(new float[] { 1, 0 })).sum().backward();
    }

    public static TheoryData<string, double[]> Criteria => new()
    {
        { "magnitude", [Math.Sqrt(29), Math.Sqrt(2)] },
        { "average magnitude", [Math.Sqrt(29) / 3, Math.Sqrt(2) / 3] },
        { "cosine, DHSPG", [1 - (3 / Math.Sqrt(29)), 1 + (3 / Math.Sqrt(10))] },
        { "cosine, HESSO", [1 + (3 / Math.Sqrt(29)), 1 - (3 / Math.Sqrt(10))] },
        { "first-order Taylor", [3, 3] },
        { "second-order Taylor", [4.5, 4.5] },
    };

    [Theory]
    [MemberData(nameof(Criteria))]
    public void Criteria_sum_over_all_parameters_of_a_structure(string name, double[] expected)
    {
        ISaliencyCriterion criterion = name switch
        {
            "magnitude" => new MagnitudeCriterion(),
            "average magnitude" => new AverageMagnitudeCriterion(),
            "cosine, DHSPG" => new CosineCriterion(),
            "cosine, HESSO" => new CosineCriterion(CosineSign.Hesso),
            "first-order Taylor" => new FirstOrderTaylorCriterion(),
            _ => new SecondOrderTaylorCriterion(),
        };
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        using var slices = Slices();
        var sizes = tensor(new float[] { 3, 3 });

        var scores = criterion.Score(new StructureStatistics(map.Groups, slices, sizes, slice => slice.Tensor.grad)).data<float>().ToArray();

        Assert.All(expected.Zip(scores), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void A_criterion_of_the_users_own_can_sum_what_it_likes()
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        using var slices = Slices();
        var statistics = new StructureStatistics(map.Groups, slices, tensor(new float[] { 3, 3 }), _ => null);

        Assert.Equal([9f, 2f], statistics.Sum((x, _) => x.abs(), withoutDirection: true).data<float>().ToArray());
        Assert.Equal([0f, 0f], statistics.Sum((x, v) => x * v!).data<float>().ToArray());
    }

    [Fact]
    public void Criteria_are_normalised_over_live_structures_and_weighted()
    {
        var live = Score(new float[] { 1, 1 }, new WeightedCriterion(new MagnitudeCriterion(), 0.5), new WeightedCriterion(new FirstOrderTaylorCriterion(), 2));
        var alone = Score(new float[] { 1, 0 }, new WeightedCriterion(new MagnitudeCriterion(), 1));

        Assert.Equal((0.5 * Math.Sqrt(29.0 / 31)) + (2 * Math.Sqrt(0.5)), live[0], 1e-5);
        Assert.Equal((0.5 * Math.Sqrt(2.0 / 31)) + (2 * Math.Sqrt(0.5)), live[1], 1e-5);
        Assert.Equal(1, alone[0], 1e-5);
    }

    [Fact]
    public void A_criterion_that_is_zero_everywhere_adds_nothing()
    {
        weight.grad!.zero_();
        bias.grad!.zero_();

        Assert.Equal([0f, 0f], Score(new float[] { 1, 1 }, new WeightedCriterion(new SecondOrderTaylorCriterion(), 1)));
    }

    [Fact]
    public void Tiny_scores_are_normalised_like_large_ones()
    {
        weight.grad!.mul_(1e-14);
        bias.grad!.mul_(1e-14);

        Assert.All(Score(new float[] { 1, 1 }, new WeightedCriterion(new SecondOrderTaylorCriterion(), 1)), score => Assert.Equal(Math.Sqrt(0.5), score, 1e-4));
    }

    [Fact]
    public void Scores_are_averaged_with_a_decay_until_the_choice()
    {
        using var average = new ScoreAverage(1, 0.5, CPU);
        foreach (var score in new float[] { 1, 4, 7 })
        {
            average.Add(tensor(new[] { score }));
        }

        Assert.Equal((7 + (0.5 * 4) + (0.25 * 1)) / 1.75, average.Value.item<float>(), 1e-5);

        average.Restart();
        average.Add(tensor(new[] { 3f }));
        Assert.Equal(3, average.Value.item<float>(), 1e-6);
    }

    [Fact]
    public void Only_batches_that_weigh_something_are_scored()
    {
        Assert.Equal([0], Scored(new(Decay: 0, Every: 1, Period: 100)));
        Assert.Equal(Enumerable.Range(0, 10), Scored(new(Decay: 0.5, Every: 1, Period: 100)));
        Assert.Equal(Enumerable.Range(0, 5), Scored(new(Decay: 0.9, Every: 1, Period: 5)));
        Assert.Equal([0, 4, 8], Scored(new(Decay: 0.5, Every: 4, Period: 100)));
        Assert.Equal([0], Scored(new(Decay: 0, Every: 4, Period: 100)));
        Assert.False(new ScoredBatches(Decay: 0.5, Every: 1, Period: 100).Include(null));

        static IEnumerable<int> Scored(ScoredBatches batches) => Enumerable.Range(0, 100).Where(steps => batches.Include(steps));
    }

    [Fact]
    public void A_batch_weighs_the_same_however_many_are_scored()
    {
        Assert.Equal(0.5, new ScoredBatches(Decay: 0.5, Every: 1, Period: 100).DecayBetween);
        Assert.Equal(0.0625, new ScoredBatches(Decay: 0.5, Every: 4, Period: 100).DecayBetween);
        Assert.Equal(0, new ScoredBatches(Decay: 0, Every: 4, Period: 100).DecayBetween);
    }

    public void Dispose()
    {
        weight.Dispose();
        bias.Dispose();
        map.Dispose();
    }

    private WriterSlices Slices() => new(map, new TrainedParameters(seedsMoments: false, new SparseParameterGroup([], BaseUpdate.Sgd(0))));

    private float[] Score(float[] live, params WeightedCriterion[] criteria)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        using var slices = Slices();
        using var scorer = new SaliencyScorer(map, slices, criteria, new HessoPolicy([], new TotalGoal(0)), CPU);
        return scorer.Score(tensor(live), scorer.Statistics(slice => slice.Tensor.grad)).data<float>().ToArray();
    }
}
