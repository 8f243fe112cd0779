using System.Security.Cryptography;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests;

/// <summary>A checkpoint brings every model of the zoo back to the bit, whatever layers, ties and dtypes it has.</summary>
public sealed class CheckpointTests
{
    public static TheoryData<string> Names() => [.. Models.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_goes_on_from_a_checkpoint(string name)
    {
        using var scope = NewDisposeScope();
        var path = Path.GetTempFileName();
        try
        {
            using var instance = Models.Find(name).Create(ScalarType.Float64);
            using var optimizer = Optimizer(instance);
            Train(instance, optimizer);
            Checkpoint.Save(path, instance.Module, optimizer, options: new() { RandomState = false });
            var saved = State(instance, optimizer);
            Train(instance, optimizer);
            Train(instance, optimizer);

            using var other = Models.Find(name).Create(ScalarType.Float64);
            using var resumed = Optimizer(other);
            Checkpoint.Load(path, other.Module, resumed);

            Assert.Equal(saved, State(other, resumed));
            Assert.NotEqual(saved, State(instance, optimizer));
            Checkpoint.Load(path, instance.Module, optimizer);
            Assert.Equal(saved, State(instance, optimizer));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Hesso Optimizer(ZooInstance instance) =>
        new(instance.Pruning.Map, instance.Module.named_parameters(), new() { Variant = BaseUpdate.AdamW(1e-5), TargetGroupSparsity = 0.3, TotalSteps = 4, StartStep = 0, PruningSteps = 4, PruningPeriods = 2 });

    private static void Train(ZooInstance instance, Hesso optimizer)
    {
        using var scope = NewDisposeScope();
        instance.Module.train();
        optimizer.zero_grad();
        instance.Run().Where(t => t.is_floating_point()).Select(t => t.square().mean()).Aggregate((a, b) => a + b).backward();
        optimizer.step();
    }

    private static string State(ZooInstance instance, Hesso optimizer)
    {
        using var scope = NewDisposeScope();
        using var state = new MemoryStream();
        using var writer = new BinaryWriter(state);
        foreach (var (path, tensor) in instance.Module.state_dict())
        {
            writer.Write(path);
            writer.Write(tensor.detach().contiguous().bytes);
        }

        optimizer.save_state_dict(writer);
        return Convert.ToHexString(SHA256.HashData(state.ToArray()));
    }
}
