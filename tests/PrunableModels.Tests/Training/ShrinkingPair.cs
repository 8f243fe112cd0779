using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Tests.Training;

/// <summary>Two runs of one beginning on the same batches, one of which removes what has arrived at zero.</summary>
internal sealed class ShrinkingPair<T> : IDisposable
    where T : nn.Module<Tensor, Tensor>, IPrunable
{
    private readonly List<(string Path, int Axis, long[] Structures)> places;

    public ShrinkingPair(Func<T> create, string method, string update, int steps, ScalarType type, int zeroesEvery, params long[] shape)
    {
        random.manual_seed(3);
        var (whole, smaller) = ((T)create().to(type), (T)create().to(type));
        smaller.load_state_dict(whole.state_dict());
        Whole = new(whole, method, update, steps, isShrinking: false, shape) { ZeroesEvery = zeroesEvery };
        Smaller = new(smaller, method, update, steps, isShrinking: true, shape) { ZeroesEvery = zeroesEvery };
        places = [.. whole.Pruning.Map.Slices.Select(s => (s.Path, s.Axis, s.Structures.data<long>().ToArray()))];
    }

    public ShrinkingRun<T> Whole { get; }

    public ShrinkingRun<T> Smaller { get; }

    /// <summary>Takes a step with both and compares parameters, buffers, gradients, moments, marks and scores on what is left.</summary>
    public void Step(int step, double tolerance)
    {
        Whole.Step(step);
        Smaller.Step(step);
        using var scope = NewDisposeScope();
        Assert.Equal(Whole.Optimizer.Statuses, Smaller.Optimizer.Statuses);
        Assert.Equal(Whole.Optimizer.Mask.data<bool>().ToArray(), Smaller.Optimizer.Mask.data<bool>().ToArray());
        RequireClose("scores", Whole.Optimizer.Scores[Whole.Optimizer.Mask], Smaller.Optimizer.Scores[Whole.Optimizer.Mask], 1e-4, step);
        var (whole, smaller) = (Tensors(Whole), Tensors(Smaller));
        Assert.Equal(whole.Keys.Order(), smaller.Keys.Order());
        foreach (var (name, tensor) in whole)
        {
            RequireClose(name, Left(name.Split('|')[0], tensor), smaller[name], tolerance, step);
        }
    }

    /// <summary>Compacts both and compares what they are then.</summary>
    public void RequireSameCompactModel(double tolerance)
    {
        Whole.Model.Compact(new CompactOptions { Verify = false });
        Smaller.Model.Compact(new CompactOptions { Verify = false });
        using var scope = NewDisposeScope();
        var (whole, smaller) = (Whole.Model.state_dict(), Smaller.Model.state_dict());
        Assert.Equal(whole.Keys, smaller.Keys);
        foreach (var (name, tensor) in whole)
        {
            RequireClose(name, tensor, smaller[name], tolerance, 0);
        }
    }

    public void Dispose()
    {
        Whole.Dispose();
        Smaller.Dispose();
    }

    private static Dictionary<string, Tensor> Tensors(ShrinkingRun<T> run)
    {
        var tensors = run.Model.state_dict().ToDictionary(t => t.Key, t => t.Value.detach());
        var states = run.Optimizer.state_dict().State.OfType<UpdateState>().ToList();
        var parameters = run.Optimizer.ParamGroups.Cast<SparseParameterGroup>().SelectMany(g => g.Parameters).ToList();
        var names = run.Model.named_parameters().ToDictionary(p => p.parameter.Handle, p => p.name);
        foreach (var (parameter, state) in parameters.Zip(states))
        {
            var name = names[parameter.Handle];
            tensors.Add($"{name}|gradient", parameter.grad!);
            foreach (var (moment, i) in state.Moments.Select((moment, i) => (moment, i)))
            {
                tensors.Add($"{name}|moment {i}", moment);
            }
        }

        return tensors;
    }

    private static void RequireClose(string name, Tensor expected, Tensor actual, double tolerance, int step)
    {
        Assert.True(expected.shape.SequenceEqual(actual.shape), $"step {step}: {name} has shape [{string.Join(", ", actual.shape)}] and not [{string.Join(", ", expected.shape)}]");
        var difference = (expected.to(ScalarType.Float64) - actual.to(ScalarType.Float64)).abs();
        var largest = expected.numel() == 0 ? 0 : difference.max().item<double>() / Math.Max(1, expected.to(ScalarType.Float64).abs().max().item<double>());
        Assert.True(largest <= tolerance, $"step {step}: {name} differs by {largest}");
    }

    private Tensor Left(string path, Tensor tensor)
    {
        var removed = Smaller.Optimizer.Removed;
        foreach (var axis in places.Where(p => p.Path == path).GroupBy(p => p.Axis))
        {
            var left = Enumerable.Range(0, (int)tensor.shape[axis.Key]).Where(i => axis.All(p => p.Structures[i] == removed.Length || !removed[p.Structures[i]])).Select(i => (long)i);
            tensor = tensor.index_select(axis.Key, torch.tensor(left.ToArray()));
        }

        return tensor;
    }
}
