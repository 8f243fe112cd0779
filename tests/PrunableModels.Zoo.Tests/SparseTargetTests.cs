using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests;

/// <summary>Every method meets its target to the structure on every model of the zoo, or as far as one structure a group allows.</summary>
public sealed class SparseTargetTests
{
    private const int Steps = 12;

    private static readonly double[] Shares = [0.1, 0.3, 0.5, 0.7, 0.9];

    public static TheoryData<string> Names() => [.. Models.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_target_is_met(string name)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var instance = Models.Find(name).Create(ScalarType.Float32);
        var map = instance.Pruning.Map;
        var parameters = instance.Module.named_parameters().ToArray();
        foreach (var (_, parameter) in parameters.Where(p => p.parameter.requires_grad))
        {
            // Which gradients does not matter here: no forward pass has to be waited for.
            (parameter * randn_like(parameter)).sum().backward();
        }

        var reachable = map.Groups.Sum(group => group.Width - 1);
        foreach (var share in Shares)
        {
            var target = Math.Min((int)Math.Round(share * map.Count, MidpointRounding.AwayFromZero), reachable);
            foreach (var optimizer in Methods(instance, (double)target / map.Count))
            {
                using (optimizer)
                {
                    for (var step = 0; step < Steps; step++)
                    {
                        optimizer.step();
                    }

                    Assert.Equal(target, optimizer.PrunedCount);
                    Assert.Equal(target, optimizer.Mask.logical_not().sum().item<long>());
                    Assert.All(map.Groups, group => Assert.True(optimizer.Mask.narrow(0, group.Start, group.Width).any().item<bool>()));
                    Assert.Equal(target, map.Count - NotZero(map).sum().item<long>());
                    Renew(parameters.Select(p => (Tensor)p.parameter));
                }
            }
        }
    }

    private static IEnumerable<SparseOptimizer> Methods(ZooInstance instance, double sparsity)
    {
        var (map, module) = (instance.Pruning.Map, instance.Module);
        var variant = BaseUpdate.AdamW(1e-3);
        yield return new Hesso(map, module.named_parameters(), new() { Variant = variant, TargetGroupSparsity = sparsity, TotalSteps = Steps, PruningSteps = 6, PruningPeriods = 3 });
        yield return new HessoCric(map, module.named_parameters(), module.named_buffers(), new() { Variant = variant, TargetGroupSparsity = sparsity, TotalSteps = Steps, CycleSteps = 2, MaximumCycles = 3, PruningSteps = 4 });
        yield return new Dhspg(map, module.named_parameters(), new() { Variant = variant, TargetGroupSparsity = sparsity, TotalSteps = Steps });
        yield return new OneShot(map, module.named_parameters(), new() { Variant = variant, TargetGroupSparsity = sparsity, TotalSteps = Steps });
    }

    /// <summary>Shape <c>[Count]</c>, bool: what has a value other than zero in some writer.</summary>
    private static Tensor NotZero(StructureMap map)
    {
        var found = zeros(map.Count + 1);
        foreach (var writer in map.Slices.Where(slice => slice.Role == SliceRole.Writer))
        {
            using var rows = writer.Tensor.detach().abs().transpose(0, writer.Axis).reshape(writer.Tensor.shape[writer.Axis], -1).sum([1L]);
            found.index_add_(0, writer.Structures, rows, 1);
        }

        return found.narrow(0, 0, map.Count) > 0;
    }

    private static void Renew(IEnumerable<Tensor> parameters)
    {
        using var noGrad = no_grad();
        foreach (var parameter in parameters)
        {
            using var drawn = randn_like(parameter);
            parameter.copy_(drawn);
        }
    }
}
