using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests;

/// <summary>The random numbers that a model is made with are the process's, so that two of a kind can only be made where nobody else draws.</summary>
[CollectionDefinition(nameof(DrawnAlone), DisableParallelization = true)]
public sealed class DrawnAlone;

/// <summary>Every model of the zoo trains alike whether it becomes smaller on the way or at the end.</summary>
[Collection(nameof(DrawnAlone))]
public sealed class CompactWhileTrainingTests
{
    private const int Steps = 8;

    public static TheoryData<string> Names() => [.. Models.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_trains_alike_and_becomes_smaller(string name)
    {
        using var scope = NewDisposeScope();
        using var whole = Create(name);
        using var smaller = Create(name);
        var map = whole.Pruning.Map;
        (string Path, int Axis, long[] Structures)[] places = [.. map.Slices.Select(s => (s.Path, s.Axis, s.Structures.data<long>().ToArray()))];
        using var straight = Optimizer(whole, isShrinking: false);
        using var shrinking = Optimizer(smaller, isShrinking: true);
        // Random numbers would be others on a smaller model: such models are compared as they are in evaluation.
        var mode = !IsRandom(whole);
        for (var step = 1; step <= Steps; step++)
        {
            Train(whole, straight, mode);
            Train(smaller, shrinking, mode);
            Assert.Equal(straight.Statuses, shrinking.Statuses);
            Compare(whole.Module, smaller.Module, places, shrinking.Removed, step);
        }

        Assert.Equal(straight.TargetCount, shrinking.PrunedCount);
        var waiting = shrinking.WaitingGroups.Select(group => group.Id).ToHashSet();
        Assert.All(map.Groups.Where(group => !waiting.Contains(group.Id)), group => Assert.Equal(
            shrinking.Statuses[group.Start..group.End].Count(status => status == StructureStatus.Pruned),
            shrinking.Removed[group.Start..group.End].Count(removed => removed)));
        Assert.All(shrinking.WaitingGroups, group => Assert.StartsWith("removed, it needs that", group.Reason, StringComparison.Ordinal));
        Assert.True(waiting.Count < map.Groups.Count || map.Groups.Count == 0);
    }

    [Fact]
    public void Random_numbers_are_found_where_a_model_draws_them()
    {
        foreach (var (name, isRandom) in new[] { ("ConvNeXt-T", true), ("resnet-18", false) })
        {
            using var scope = NewDisposeScope();
            using var instance = Create(name);
            Assert.Equal(isRandom, IsRandom(instance));
            Assert.Equal(isRandom, IsRandom(instance));
        }
    }

    private static ZooInstance Create(string name)
    {
        manual_seed(2);
        return Models.Find(name).Create(ScalarType.Float64);
    }

    private static Hesso Optimizer(ZooInstance instance, bool isShrinking) => new(instance.Pruning.Map, instance.Module.named_parameters(), new()
    {
        Variant = BaseUpdate.AdamW(1e-4, weightDecay: 0.1), TargetGroupSparsity = 0.4, TotalSteps = Steps, StartStep = 1, PruningSteps = 6, PruningPeriods = 3, CompactWhileTraining = isShrinking,
    });

    /// <summary>
    /// Whether a run in training mode draws random numbers: the generator has moved. That its outputs differ would not do, for a depth that is
    /// drawn may come out the same twice.
    /// </summary>
    private static bool IsRandom(ZooInstance instance)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        instance.Module.train();
        var state = instance.Module.state_dict().ToDictionary(t => t.Key, t => t.Value.detach().clone());
        var before = random.get_rng_state();
        instance.Run();
        var after = random.get_rng_state();
        foreach (var (path, tensor) in instance.Module.state_dict())
        {
            tensor.copy_(state[path]);
        }

        return before.ne(after).any().item<bool>();
    }

    private static void Train(ZooInstance instance, Hesso optimizer, bool mode)
    {
        using var scope = NewDisposeScope();
        instance.Module.train(mode);
        optimizer.zero_grad();
        instance.Run().Where(t => t.is_floating_point()).Select(t => t.square().mean()).Aggregate((a, b) => a + b).backward();
        optimizer.step();
    }

    private static void Compare(nn.Module whole, nn.Module smaller, (string Path, int Axis, long[] Structures)[] places, bool[] removed, int step)
    {
        using var scope = NewDisposeScope();
        var actual = smaller.state_dict();
        foreach (var (path, tensor) in whole.state_dict())
        {
            var expected = places.Where(p => p.Path == path).GroupBy(p => p.Axis).Aggregate(tensor.detach(), (left, axis) => left.index_select(
                axis.Key,
                torch.tensor(Enumerable.Range(0, axis.First().Structures.Length).Where(i => axis.All(p => p.Structures[i] == removed.Length || !removed[p.Structures[i]])).Select(i => (long)i).ToArray())));
            if (places.Any(p => p.Path == path) || expected.shape.SequenceEqual(actual[path].shape))
            {
                Assert.True(expected.shape.SequenceEqual(actual[path].shape), $"step {step}: {path} has shape [{string.Join(", ", actual[path].shape)}] and not [{string.Join(", ", expected.shape)}]");
                var difference = expected.numel() == 0 ? 0 : (expected - actual[path]).abs().max().to(ScalarType.Float64).item<double>();
                Assert.True(difference < 1e-6, $"step {step}: {path} differs by {difference}");
            }
        }
    }
}
