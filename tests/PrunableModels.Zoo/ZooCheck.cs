using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PrunableModels.Zoo;

/// <summary>What is asked of every model: the zeroed and the compact one compute the same, and both can be trained.</summary>
public static class ZooCheck
{
    /// <summary>The largest difference between the outputs of the zeroed and the compact model, as a share of the largest output.</summary>
    /// <param name="instance">The model, which is compact afterwards.</param>
    /// <param name="keep">The share of every group that is kept; at least one structure of each is.</param>
    /// <param name="seed">What is drawn depends on it alone.</param>
    public static double Difference(ZooInstance instance, double keep, int seed)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        manual_seed(seed);
        Scramble(instance.Module);
        instance.Module.eval();
        var mask = Masks.Random(instance.Pruning, keep, seed);
        Masks.Zero(instance.Pruning, mask);
        var zeroed = instance.Run();
        instance.Compact(mask);
        return Difference(zeroed, instance.Run());
    }

    /// <summary>The largest difference of outputs, as a share of the largest one; infinite where shapes differ or all that is expected is zero.</summary>
    public static double Difference(IReadOnlyList<Tensor> expected, IReadOnlyList<Tensor> actual)
    {
        var largest = expected.Max(Largest);
        return largest > 0 && expected.Zip(actual).All(p => p.First.shape.SequenceEqual(p.Second.shape))
            ? expected.Zip(actual).Max(p => Largest(p.First - p.Second)) / largest
            : double.PositiveInfinity;
    }

    /// <summary>One step of gradient descent; throws where the model cannot be trained, or the step is not finite.</summary>
    public static void TrainingStep(ZooInstance instance)
    {
        using var scope = NewDisposeScope();
        instance.Module.train();
        using var optimizer = optim.SGD(instance.Module.parameters(), 1e-4);
        optimizer.zero_grad();
        var loss = instance.Run().Where(t => t.is_floating_point()).Select(t => t.square().mean()).Aggregate((a, b) => a + b);
        loss.backward();
        optimizer.step();
        if (!loss.isfinite().item<bool>() || !instance.Module.parameters().All(p => p.isfinite().all().item<bool>()))
        {
            throw new InvalidOperationException("The training step is not finite.");
        }
    }

    /// <summary>Ones and zeros for group normalisation, whose parameters TorchSharp 0.107 makes of memory as it finds it.</summary>
    public static void Initialize(nn.Module model)
    {
        using var gradients = no_grad();
        foreach (var norm in model.modules().OfType<GroupNorm>().Where(n => n.affine))
        {
            nn.init.ones_(norm.weight);
            nn.init.zeros_(norm.bias!);
        }
    }

    /// <summary>Makes vectors as after training, so that no shift is zero and no scale one by chance. Buffers other than statistics are the model's own.</summary>
    public static void Scramble(nn.Module model)
    {
        foreach (var (name, buffer) in model.named_buffers().Where(b => b.buffer.dim() == 1))
        {
            if (name.EndsWith("running_var", StringComparison.Ordinal))
            {
                buffer.copy_(rand_like(buffer) + 0.5);
            }
            else if (name.EndsWith("running_mean", StringComparison.Ordinal))
            {
                buffer.copy_(randn_like(buffer) * 0.5);
            }
        }

        foreach (var parameter in model.parameters().Where(p => p.dim() == 1))
        {
            parameter.add_(randn_like(parameter) * 0.3);
        }
    }

    private static double Largest(Tensor tensor) => tensor.to(ScalarType.Float64).abs().max().item<double>();
}
