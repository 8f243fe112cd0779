using TorchSharp;
using Xunit;
using static PrunableModels.BaseUpdate;
using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests;

/// <summary>
/// Targets are met to the group. On every model what goes is chosen by random scores, new ones in every period, as HESSO chooses; a few small
/// models are trained for real.
/// </summary>
public sealed class TargetTests
{
    private const int Periods = 5;

    private static readonly double[] Shares = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

    public static TheoryData<string> Names() => [.. Models.All.Select(m => m.Name)];

    public static MatrixTheoryData<string, double> Trained() =>
        new(["concatenation 1", "weight sharing 2", "depth-wise u-net", "resnet-18 cifar", "gpt", "bert"], [0.1, 0.5, 0.9]);

    [Theory]
    [MemberData(nameof(Names))]
    public void Group_sparsity_from_10_to_90_percent(string name)
    {
        using var scope = NewDisposeScope();
        using var instance = Models.Find(name).Create(ScalarType.Float32);
        var map = instance.Pruning.Map;
        var most = map.Count - map.Groups.Count;
        foreach (var share in Shares)
        {
            var wanted = (int)Math.Round(map.Count * share, MidpointRounding.AwayFromZero);
            var options = Options(PruningTarget.GroupSparsity(share));
            if (wanted > most)
            {
                Assert.Contains($"allow {most},", Assert.Throws<ArgumentException>(() => HessoPolicy.Of(map, options)).Message, StringComparison.Ordinal);
                continue;
            }

            var gone = Select(HessoPolicy.Of(map, options), map, seed: (int)(share * 10));

            Assert.Equal(wanted, gone.Count(g => g));
            Assert.All(map.Groups, g => Assert.Contains(false, gone[g.Start..g.End]));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameters_from_90_percent_down_to_the_reachable_share(string name)
    {
        using var scope = NewDisposeScope();
        using var instance = Models.Find(name).Create(ScalarType.Float32);
        var map = instance.Pruning.Map;
        var cost = instance.Pruning.ParameterCost();
        foreach (var divisor in new[] { 1, 4 })
        {
            var options = Options(PruningTarget.Parameters(1)) with { Divisor = divisor };
            var reach = Reach.OfCost(options.Constrain(map), cost);
            foreach (var share in Shares)
            {
                var target = options with { Target = PruningTarget.Parameters(share) };
                if (reach.Smallest > (long)(share * cost.Whole))
                {
                    Assert.Contains($"{reach}", Assert.Throws<ArgumentException>(() => HessoPolicy.Of(map, target)).Message, StringComparison.Ordinal);
                    continue;
                }

                var policy = HessoPolicy.Of(map, target);
                var gone = Select(policy, map, seed: (int)(share * 10));

                Assert.True(policy.IsDone(gone));
                Assert.InRange(cost.Of(ModelCosts.Kept(map, s => !gone[s])), reach.Smallest, (long)(share * cost.Whole));
                Assert.All(policy.Groups, g => Assert.True(g.Allows(gone[g.Group.Start..g.Group.End].Count(s => s))));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Trained))]
    public void Training_meets_the_target_and_compaction_agrees(string name, double share)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var instance = Models.Find(name).Create(ScalarType.Float32);
        using var optimizer = new Hesso(instance.Pruning.Map, instance.Module.named_parameters(), Options(PruningTarget.GroupSparsity(share)));
        var wanted = (int)Math.Round(instance.Pruning.Map.Count * share, MidpointRounding.AwayFromZero);
        for (var step = 0; step < 8; step++)
        {
            using var inner = NewDisposeScope();
            optimizer.zero_grad();
            instance.Run().Where(t => t.is_floating_point()).Select(t => t.square().mean()).Aggregate((a, b) => a + b).backward();
            optimizer.step();
        }

        Assert.True(optimizer.IsDone);
        Assert.Equal(wanted, optimizer.PrunedCount);
        var predicted = optimizer.CompactSize!;
        using (no_grad())
        {
            instance.Module.eval();
            var zeroed = instance.Run();
            instance.Compact(optimizer.Mask);
            var compact = instance.Run();
            Assert.All(zeroed.Zip(compact), p => Assert.InRange((p.First - p.Second).abs().max().item<float>(), 0, 1e-4f * (p.First.abs().max().item<float>() + 1e-3f)));
        }

        Assert.Equal(predicted.Parameters.After, instance.Pruning.CountParameters());
    }

    private static HessoOptions Options(PruningTarget target) =>
        new() { Variant = Sgd(1e-4), Target = target, TotalSteps = 8, StartStep = 1, PruningSteps = 6, PruningPeriods = Periods };

    private static bool[] Select(HessoPolicy policy, StructureMap map, int seed)
    {
        var random = new Random(seed);
        var gone = new bool[map.Count];
        for (var period = 0; period < Periods; period++)
        {
            float[] scores = [.. gone.Select(_ => random.NextSingle())];
            foreach (var structure in policy.Choose(scores, gone, period, Periods))
            {
                Assert.False(gone[structure]);
                gone[structure] = true;
            }
        }

        return gone;
    }
}
