using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests.Completeness;

/// <summary>A model that is searched: it is changed, run, and put back as it was.</summary>
internal sealed class Subject : IDisposable
{
    private readonly ZooInstance instance;
    private IRun? current;

    /// <summary>Makes an instance in double precision with parameters as after training.</summary>
    public Subject(ZooModel model, int seed)
    {
        manual_seed(seed);
        instance = model.Create(ScalarType.Float64);
        instance.Module.eval();
        using (no_grad())
        {
            ZooCheck.Scramble(instance.Module);
        }

        (Layers, Tensors) = Completeness.Layers.Of(instance.Module);
        foreach (var layer in Layers.Where(l => l.Module is not null))
        {
            layer.Module!.register_forward_pre_hook((_, input) => current?.Enter(layer, input) ?? input);
            layer.Module.register_forward_hook((_, _, output) => current?.Leave(layer, output) ?? output);
        }

        Evaluate();
    }

    /// <summary>The layers.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>The stored tensors by what they are.</summary>
    public SharedTensors<Stored> Tensors { get; }

    /// <summary>What the analysis says of the model.</summary>
    public Pruning Pruning => instance.Pruning;

    /// <summary>The outputs of the model as it is.</summary>
    public IReadOnlyList<Tensor> Whole { get; private set; } = [];

    /// <summary>Of every layer, which channels of its input are not zero everywhere in the model as it is.</summary>
    public Dictionary<Layer, Tensor> Alive { get; private set; } = [];

    /// <summary>How many layers are called past their hooks, with <c>forward</c>, or not at all: what they read is not known.</summary>
    public int Unseen => Layers.Count(l => (l.PassesOn || l.Reads.Count > 0) && !Alive.ContainsKey(l));

    /// <summary>From here on in training mode, but for what draws random numbers.</summary>
    public void Train()
    {
        instance.Module.train();
        foreach (var module in instance.Module.modules().Where(m => m.GetType().Name.Contains("Dropout", StringComparison.Ordinal)))
        {
            module.eval();
        }

        Evaluate();
    }

    /// <summary>The outputs, or null where the model does not run.</summary>
    public IReadOnlyList<Tensor>? Run(IRun run)
    {
        current = run;
        IReadOnlyList<Tensor>? outputs = null;
        try
        {
            Worker.Run(() =>
            {
                using var scope = NewDisposeScope();
                using var gradients = no_grad();

                // What the model draws itself has to be the same in every run.
                manual_seed(1);
                outputs = [.. instance.Run().Where(t => t.is_floating_point()).Select(t => t.clone().DetachFromDisposeScope())];
            });
            return outputs;
        }
        catch (Exception)
        {
            return null;
        }
        finally
        {
            current = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => instance.Dispose();

    private void Evaluate()
    {
        var run = new ZeroedRun([], []);
        Whole = Run(run) ?? throw new InvalidOperationException("The model does not run.");
        Alive = run.Found.ToDictionary(f => f.Key, f => f.Value.logical_not());
        run.Restore();
    }
}
