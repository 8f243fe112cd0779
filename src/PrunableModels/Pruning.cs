using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;
using static TorchSharp.torch;
using Size = PrunableModels.Core.Size;

namespace PrunableModels;

/// <summary>
/// What can be removed from a live model and where it is stored. The generator gives every class with
/// <see cref="PrunableAttribute"/> one as its property <c>Pruning</c>.
/// </summary>
public sealed class Pruning
{
    private readonly nn.Module model;
    private readonly Func<object?, string, object?> readField;
    private readonly Lazy<ModelProgram> program;
    private readonly PlanHistory history = new();
    private LinkedModel? linked;

    /// <summary>Makes the pruning of a model; nothing is executed before something is asked for.</summary>
    /// <param name="model">The model.</param>
    /// <param name="program">Its program in the textual form, which the generator wrote.</param>
    /// <param name="readField">
    /// Reads a member of an object; of a class, whose metadata name and a colon then stand before the member's, where the object is
    /// null. <see cref="Unreadable"/> for what it cannot read.
    /// </param>
    public Pruning(nn.Module model, string program, Func<object?, string, object?> readField)
    {
        this.model = model;
        this.readField = readField;
        this.program = new(() => ModelProgram.Parse(program));
    }

    /// <summary>What stands for the value of a member that cannot be read.</summary>
    public static object Unreadable { get; } = new();

    /// <summary>Makes the pruning of a model whose base class is prunable too.</summary>
    /// <param name="model">The model.</param>
    /// <param name="program">Its program in the textual form, which the generator wrote.</param>
    /// <param name="readField">Reads a member; <see cref="Unreadable"/> for what it cannot read.</param>
    /// <param name="inherited">The base class's pruning, which reads the fields that are the base class's own.</param>
    public Pruning(nn.Module model, string program, Func<object?, string, object?> readField, Pruning inherited)
        : this(model, program, (owner, field) => readField(owner, field) is var value && !ReferenceEquals(value, Unreadable) ? value : inherited.readField(owner, field))
    {
    }

    /// <summary>The groups that can be pruned.</summary>
    /// <exception cref="InvalidOperationException">The program cannot be executed, or does not fit the model.</exception>
    public IReadOnlyList<LinkedGroup> Groups => Map.Groups;

    /// <summary>Where the structures of all groups are stored. A new map after every compaction.</summary>
    /// <exception cref="InvalidOperationException">The program cannot be executed, or does not fit the model.</exception>
    public StructureMap Map => Linked.Map;

    /// <summary>Why the groups are kept that cannot be pruned, by their ids.</summary>
    /// <exception cref="InvalidOperationException">The program cannot be executed, or does not fit the model.</exception>
    public IReadOnlyDictionary<string, string> Kept => Linked.WhyKept;

    /// <summary>
    /// The model as segments: stretches of operators between joints and branches, which of them <see cref="EraseExtensions.Erase{T}(T, IEnumerable{string}, CompactOptions)"/> can
    /// take away as a whole, and why not the others.
    /// </summary>
    /// <exception cref="InvalidOperationException">The program cannot be executed, or does not fit the model.</exception>
    public SegmentGraph Segments => Linked.Segments;

    /// <summary>The segments that were erased, by their ids.</summary>
    public IReadOnlyList<string> Erased { get; internal set; } = [];

    /// <summary>What compactions have left of the model since it was constructed; null if there was none.</summary>
    public PruningPlan? Plan => history.Plan;

    /// <summary>Where the mask of an attached optimizer comes from.</summary>
    internal Func<Tensor>? MaskSource { get; set; }

    /// <summary>The gates that were put into the model.</summary>
    internal GatedModules Gates { get; } = new();

    /// <summary>Where the segments that an attached optimizer erases come from, and the mask of what it prunes beside.</summary>
    internal Func<(IReadOnlyList<string> Segments, Tensor? Mask)>? ErasedSource { get; set; }

    /// <summary>What the model was before training made it smaller; null if it did not.</summary>
    internal OriginalSizes? Original { get; set; }

    /// <summary>The model.</summary>
    internal nn.Module Model => model;

    /// <summary>A compaction is done: the model's tensors have their new shapes, and what goes along with them has to follow.</summary>
    internal event Action<Compaction>? Compacted;

    /// <summary>Normalisations were folded: the model is for inference from now on.</summary>
    internal event Action? Folded;

    /// <summary>Reads a field of a module of the classes that the program is made of.</summary>
    internal Func<object?, string, object?> ReadField => readField;

    /// <summary>The model's program.</summary>
    internal ModelProgram Program => program.Value;

    /// <summary>The program executed on the model as it is now.</summary>
    internal LinkedModel Linked
    {
        get
        {
            if (linked is { IsCurrent: false })
            {
                Forget();
            }

            return linked ??= Link();
        }
    }

    /// <summary>In words: what can be removed in total, every group with its places, and every group that is kept with the reason.</summary>
    /// <exception cref="InvalidOperationException">The program cannot be executed, or does not fit the model.</exception>
    public string Explain() => Explanation.Of(Linked.Groups, CountParameters(), Linked.WhyKept).ToString();

    /// <summary>What options would do to the model: groups, the widths that they may come to, ranges and reasons. Nothing is changed.</summary>
    /// <param name="options">The options that an optimizer would be made with. A target out of reach is told in the result.</param>
    /// <exception cref="ArgumentException">The options contradict each other, or a rule means nothing in the model.</exception>
    /// <exception cref="InvalidOperationException">The program cannot be executed on the model, or the target is one of multiply-adds and a size does not follow from the input's.</exception>
    public DryRun DryRun(SparseOptions options) => PrunableModels.DryRun.Of(this, options);

    /// <summary>A picture of the model in DOT, the language of Graphviz: its operators in evaluation and the tensors between them.</summary>
    /// <param name="options">What the colours tell, and how much is drawn; null for groups.</param>
    /// <param name="inputShape">The shape of the model's only input, with the batch, for the shapes at the edges; nothing for what is known without.</param>
    /// <exception cref="ArgumentException">The options name what cannot be erased, or the model does not take that shape.</exception>
    /// <exception cref="InvalidOperationException">The program cannot be executed, or does not fit the model.</exception>
    public string ToDot(PictureOptions? options = null, params long[] inputShape) => DotWriter.Write(ModelPicture.Of(this, options, inputShape));

    /// <summary>The same picture as a flowchart of Mermaid, which Markdown may hold.</summary>
    /// <inheritdoc cref="ToDot"/>
    public string ToMermaid(PictureOptions? options = null, params long[] inputShape) => MermaidWriter.Write(ModelPicture.Of(this, options, inputShape));

    /// <summary>The same picture, for whoever draws it otherwise.</summary>
    /// <inheritdoc cref="ToDot"/>
    public Picture ToPicture(PictureOptions? options = null, params long[] inputShape) => ModelPicture.Of(this, options, inputShape);

    /// <summary>How many parameters the model has.</summary>
    public long CountParameters() => Linked.Live.CountParameters();

    /// <summary>How many multiply-adds the convolutions and linear layers of one forward pass take.</summary>
    /// <param name="inputShape">The shape of the model's only input, with the batch.</param>
    /// <exception cref="ArgumentException">The model does not take that shape.</exception>
    /// <exception cref="InvalidOperationException">The size of an intermediate tensor does not follow from the shape.</exception>
    public long CountMacs(params long[] inputShape) => MacCount.Of(Execute([inputShape]).Graph);

    /// <summary>The same of the class that is written of the model, in which nothing is left of what was erased.</summary>
    /// <param name="inputShape">The shape of the model's only input, with the batch.</param>
    /// <exception cref="ArgumentException">The model does not take that shape.</exception>
    /// <exception cref="InvalidOperationException">The size of an intermediate tensor does not follow from the shape.</exception>
    public long CountWrittenMacs(params long[] inputShape) => MacCount.Of(ExecuteWritten([[.. inputShape.Select(Size.Constant)]]).Graph);

    /// <summary>How large the model would be once it is compact, to the number, without making it so.</summary>
    /// <param name="mask">Shape <c>[Map.Count]</c>, bool: true for structures to keep.</param>
    /// <param name="inputShape">The shape of the model's only input, with the batch, for multiply-adds; nothing for parameters alone.</param>
    /// <exception cref="ArgumentException">The mask has another shape or type, or the model does not take the input's shape.</exception>
    /// <exception cref="InvalidOperationException">The size of an intermediate tensor does not follow from the input's shape.</exception>
    public CompactSize CompactSizeOf(Tensor mask, params long[] inputShape)
    {
        Map.RequireMask(mask);
        using var scope = NewDisposeScope();
        var keeps = mask.cpu().data<bool>().ToArray();
        return new SizePrediction(Map, ParameterCost(), inputShape.Length == 0 ? null : MacCost(inputShape)).Of(s => keeps[s]);
    }

    /// <summary>What it takes to train the model and prune it meanwhile. Nothing is run, so the weights may be on the meta device.</summary>
    /// <param name="variant">The optimizer underneath.</param>
    /// <param name="inputShape">The shape of the model's only input, with the batch.</param>
    /// <exception cref="ArgumentException">The model does not take that shape.</exception>
    /// <exception cref="InvalidOperationException">The size of an intermediate tensor does not follow from the shape.</exception>
    public TrainingEstimate EstimateTraining(BaseUpdate variant, params long[] inputShape) => TrainingEstimate.Of(this, variant, inputShape);

    /// <summary>
    /// How long a forward pass takes now and would take once the model is compact, measured on this machine in evaluation: layers are cut
    /// for the measurement and put back bit for bit. Nothing else may use the model meanwhile.
    /// </summary>
    /// <param name="mask">Shape <c>[Map.Count]</c>, bool: true for structures to keep.</param>
    /// <param name="input">The model's only input, on its device.</param>
    /// <exception cref="ArgumentException">The mask has another shape or type, or leaves nothing of a group.</exception>
    public LatencyChange MeasureLatency(Tensor mask, Tensor input) => new LatencyMeter(model, this, input).Measure(mask);

    /// <summary>The same for batches and threads, with the multiply-adds beside it, for fewer of them are not always faster.</summary>
    /// <param name="mask">Shape <c>[Map.Count]</c>, bool: true for structures to keep.</param>
    /// <param name="input">The model's only input, on its device; axis 0 is the batch, and what is there is repeated.</param>
    /// <param name="batches">The batch sizes; null for 1 and 32.</param>
    /// <param name="threads">How many threads torch is given; null for 1 and as many as it has now, to which it returns.</param>
    /// <exception cref="ArgumentException">The mask has another shape or type, or leaves nothing of a group.</exception>
    public LatencyTable MeasureLatencies(Tensor mask, Tensor input, IReadOnlyList<int>? batches = null, IReadOnlyList<int>? threads = null)
    {
        Map.RequireMask(mask);
        var before = get_num_threads();
        try
        {
            return new([.. from count in threads ?? [.. new[] { 1, before }.Distinct()] from batch in batches ?? [1, 32] select Row(batch, count)]);
        }
        finally
        {
            set_num_threads(before);
        }

        LatencyRow Row(int batch, int count)
        {
            using var scope = NewDisposeScope();
            set_num_threads(count);
            var times = (batch + input.shape[0] - 1) / input.shape[0];
            var inputs = input.repeat([times, .. Enumerable.Repeat(1L, input.shape.Length - 1)]).narrow(0, 0, batch);
            return new(batch, count, MeasureLatency(mask, inputs), Macs(mask, inputs.shape));
        }
    }

    private SizeChange? Macs(Tensor mask, long[] shape)
    {
        try
        {
            return CompactSizeOf(mask, shape).Macs;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>
    /// The target of multiply-adds that brings the latency of a forward pass down to a share, measured on this machine with all groups
    /// narrowed alike. What training leaves is narrowed as saliency says, so measure the result by <see cref="MeasureLatency"/>.
    /// </summary>
    /// <param name="share">The share of the latency that is left at most, in (0, 1].</param>
    /// <param name="input">The model's only input, on its device.</param>
    /// <param name="options">What the groups may lose, by the constraints and rules of options whose target does not matter; null for anything.</param>
    /// <exception cref="ArgumentException">The share is out of its range or out of reach; then the message gives what can be reached.</exception>
    /// <exception cref="InvalidOperationException">The size of an intermediate tensor does not follow from the input's shape.</exception>
    public LatencyTarget TargetForLatency(double share, Tensor input, SparseOptions? options = null)
    {
        if (share is not (> 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "The share that is left has to be above 0 and at most 1.");
        }

        var found = LatencySearch.Find(this, input, share, options?.Constrain(Map) ?? GroupRules.Apply(Map, [], _ => new()), nameof(share));
        return new(PruningTarget.Macs((double)found.Limit / found.Macs.Whole, input.shape), found.Measured);
    }

    /// <summary>The number of parameters by the groups' widths.</summary>
    internal CostModel ParameterCost() => ModelCosts.Parameters(Linked);

    /// <summary>The multiply-adds by the groups' widths.</summary>
    internal CostModel MacCost(IReadOnlyList<long> inputShape) => ModelCosts.Macs(Linked, Execute([inputShape]));

    /// <summary>The model executed on inputs of known shapes.</summary>
    internal GroupSet Execute(IReadOnlyList<IReadOnlyList<long>> shapes)
    {
        var live = new LiveModel(model, readField);
        IReadOnlyList<IReadOnlyList<Size>> sizes = [.. shapes.Select(s => (IReadOnlyList<Size>)[.. s.Select(Size.Constant)])];
        return Fitting(ModelAnalysis.Link(program.Value, live.Root, sizes, Erased), sizes);
    }

    /// <summary>The model executed as it has to be written out: with what compaction put into it.</summary>
    internal Graph ExecuteWritten() => WithoutErased(ModelAnalysis.Link(Written(), new LiveModel(model, readField, isWritten: true).Root, erased: Erased).Graph);

    /// <summary>The same on inputs of these shapes, in which symbols stand for any extent, and what the model holds.</summary>
    internal (Graph Graph, LiveModel Live) ExecuteWritten(IReadOnlyList<IReadOnlyList<Size>> shapes)
    {
        var live = new LiveModel(model, readField, isWritten: true);
        return (WithoutErased(Fitting(ModelAnalysis.Link(Written(), live.Root, shapes, Erased), shapes).Graph), live);
    }

    /// <summary>What becomes of the model when segments are erased, those that were before among them.</summary>
    /// <param name="ids">The further segments.</param>
    /// <param name="graph">The model, executed.</param>
    /// <exception cref="ArgumentException">The model has no such segment, or it cannot be erased.</exception>
    internal Erasure Erasure(IReadOnlyList<string> ids, Graph graph)
    {
        var segments = SegmentGraph.Of(graph);
        return Core.Erasure.Of(segments, Erased.Concat(ids).Select(segments.Get));
    }

    /// <summary>The program executed on the model as it is at this moment, which may be in the middle of a compaction. Its map is the caller's to dispose.</summary>
    internal LinkedModel Link()
    {
        var current = LinkedModel.Of(program.Value, model, readField, Erased);
        current.Map.Model = this;
        return current;
    }

    /// <summary>Tells of a compaction and forgets the old map.</summary>
    internal void Complete(Compaction compaction)
    {
        history.Add(compaction);
        linked = null;
        MaskSource = null;
        ErasedSource = null;
        Compacted?.Invoke(compaction);
        compaction.Before.Dispose();
    }

    /// <summary>Tells that normalisations were folded and forgets the old map.</summary>
    internal void CompleteFolding()
    {
        Forget();
        MaskSource = null;
        Folded?.Invoke();
    }

    private static GroupSet Fitting(GroupSet groups, IReadOnlyList<IReadOnlyList<Size>> shapes) => groups.Mismatches is [var mismatch, ..]
        ? throw new ArgumentException($"The model does not take the shape [{string.Join("], [", shapes.Select(s => string.Join(", ", s)))}]: {mismatch}.", nameof(shapes))
        : groups;

    private Graph WithoutErased(Graph graph)
    {
        if (Erased.Count > 0)
        {
            Erasure([], graph).Apply();
        }

        return graph;
    }

    private ModelProgram Written()
    {
        var known = program.Value;
        return known with { Classes = [.. known.Classes, .. ModelProgram.Parse(NarrowedLayerNorm.Program).Classes] };
    }

    private void Forget()
    {
        linked?.Map.Dispose();
        linked = null;
    }
}
