using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests;

/// <summary>A compaction on trial computes what the real one does, and leaves the model as it was.</summary>
public sealed class TrialTests
{
    public static TheoryData<string> Names() => [.. Models.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_model_is_compact_for_a_while(string name)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        using var instance = Models.Find(name).Create(ScalarType.Float32);
        ZooCheck.TrainingStep(instance);
        instance.Module.eval();
        using var gradients = no_grad();
        var mask = Masks.Random(instance.Pruning, 0.5, 3);
        var before = State(instance);
        var whole = instance.Run();

        var trial = new Compactor(instance.Pruning, mask, new()).Try(instance.Run);

        Assert.Equal(before, State(instance));
        AssertSame(whole, instance.Run());
        instance.Compact(mask);
        AssertSame(instance.Run(), trial);
    }

    private static List<string> State(ZooInstance instance) =>
    [
        .. instance.Module.state_dict().Select(t => $"{t.Key} [{string.Join(", ", t.Value.shape)}] {t.Value.to(ScalarType.Float64).sum().item<double>():R}"),
        .. instance.Module.named_parameters().Select(p => $"{p.name} {p.parameter.Handle} {p.parameter.grad?.to(ScalarType.Float64).sum().item<double>():R}"),
        .. instance.Module.named_modules().Select(m => $"{m.name} {m.module.GetName()} {m.module.training}"),
    ];

    private static void AssertSame(IReadOnlyList<Tensor> expected, IReadOnlyList<Tensor> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.All(expected.Zip(actual), p => Assert.True(p.First.equal(p.Second).all().item<bool>()));
    }
}
