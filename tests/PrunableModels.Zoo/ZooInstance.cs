using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Zoo;

/// <summary>A live model with the inputs it is run on.</summary>
public abstract class ZooInstance : IDisposable
{
    /// <summary>The model.</summary>
    public abstract nn.Module Module { get; }

    /// <summary>Its groups.</summary>
    public abstract Pruning Pruning { get; }

    /// <summary>What it is run on.</summary>
    public abstract IReadOnlyList<Tensor> Inputs { get; }

    /// <summary>Its outputs on its inputs.</summary>
    public abstract IReadOnlyList<Tensor> Run();

    /// <summary>Removes the structures that a mask leaves out, without the comparison that compaction makes itself.</summary>
    public abstract void Compact(Tensor mask);

    /// <summary>Removes what a plan leaves out, likewise.</summary>
    public abstract void Compact(PruningPlan plan);

    /// <summary>Erases segments, likewise.</summary>
    public abstract void Erase(IEnumerable<string> segments);

    /// <summary>Folds batch normalisations into the layers before them.</summary>
    public abstract FoldedNorms FoldBatchNorm();

    /// <summary>The model as a class, once it is compact.</summary>
    public abstract string ToClass(string name);

    /// <summary>Writes the weights of the class, likewise.</summary>
    public abstract void Save(string path);

    /// <inheritdoc/>
    public void Dispose()
    {
        Module.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>A live model of a class.</summary>
/// <typeparam name="T">The class.</typeparam>
internal sealed class ZooInstance<T> : ZooInstance
    where T : nn.Module, IPrunable
{
    private readonly T model;
    private readonly Tensor[] inputs;
    private readonly Func<T, Tensor[], Tensor[]> run;
    private CompactModel<T>? compact;

    public ZooInstance(T model, ScalarType type, Tensor[] inputs, Func<T, Tensor[], Tensor[]> run)
    {
        ZooCheck.Initialize(model);
        this.model = model.to(type);
        this.inputs = inputs;
        this.run = run;
    }

    public override nn.Module Module => model;

    public override Pruning Pruning => model.Pruning;

    public override IReadOnlyList<Tensor> Inputs => inputs;

    public override IReadOnlyList<Tensor> Run() => run(model, inputs);

    public override void Compact(Tensor mask) => compact = model.Compact(mask, new() { Verify = false });

    public override void Compact(PruningPlan plan) => compact = model.Compact(plan, new() { Verify = false });

    public override void Erase(IEnumerable<string> segments) => compact = model.Erase(segments, new() { Verify = false });

    public override FoldedNorms FoldBatchNorm() => model.FoldBatchNorm(new() { Run = Run, Verify = inputs.Length > 0 });

    public override string ToClass(string name) => Compacted.ToClass(name);

    public override void Save(string path) => Compacted.Save(path);

    private CompactModel<T> Compacted => compact ?? throw new InvalidOperationException("The model is not compact.");
}
