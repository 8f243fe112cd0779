using System;
using System.IO;
using System.Linq;
using TorchSharp;
using TorchSharp.Modules;

namespace PrunableModels;

/// <summary>
/// What a <see cref="SparseOptimizer"/> remembers besides the moments. It stands last among the states of <c>state_dict()</c>, so TorchSharp's own
/// saving and loading carries it along.
/// </summary>
internal sealed class PruningState(RunPlan plan, ScoreAverage average, SparseMethod method) : OptimizerState(null!), ICheckpointed, IDisposable
{
    /// <summary>What the removed structures are called in a checkpoint.</summary>
    public const string RemovedName = "removed";

    private readonly RunPlan plan = plan;
    private readonly SparseMethod method = method;

    /// <summary>Called after statuses changed.</summary>
    public event Action? Changed;

    /// <summary>Steps taken.</summary>
    public long Step { get; set; }

    /// <summary>Batches that were no steps.</summary>
    public long SkippedSteps { get; set; }

    public StructureStatus[] Statuses { get; } = new StructureStatus[plan.Count];

    /// <summary>For every structure whether the model has lost it; all those are pruned.</summary>
    public bool[] Removed { get; } = new bool[plan.Count];

    public int RedundantCount { get; private set; }

    public int PrunedCount { get; private set; }

    public ScoreAverage Average { get; } = average;

    /// <summary>Puts structures on the road to zero.</summary>
    public void Choose(int[] structures)
    {
        foreach (var structure in structures)
        {
            Statuses[structure] = StructureStatus.Redundant;
        }

        Update();
    }

    /// <summary>Takes everything off the road again.</summary>
    public void Release() => Replace(StructureStatus.Important);

    /// <summary>Everything on the road has arrived.</summary>
    public void Arrive() => Replace(StructureStatus.Pruned);

    /// <summary>Some have arrived.</summary>
    public void Arrive(int[] structures)
    {
        foreach (var structure in structures)
        {
            Statuses[structure] = StructureStatus.Pruned;
        }

        Update();
    }

    /// <inheritdoc/>
    public override void Initialize(OptimizerOptions options)
    {
        Step = SkippedSteps = 0;
        for (var i = 0; i < Statuses.Length; i++)
        {
            Statuses[i] = Removed[i] ? StructureStatus.Pruned : StructureStatus.Important;
        }

        Average.Restart();
        method.Reset();
        Update();
    }

    /// <inheritdoc/>
    public override void SaveStateDict(BinaryWriter writer)
    {
        plan.Save(writer);
        writer.Write(Step);
        writer.Write(SkippedSteps);
        writer.Write(StatusBytes());
        writer.Write(RemovedBytes());
        Average.Save(writer);
        method.Policy.Goal.Save(writer);
        method.Save(writer);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The state is of another model, other constraints or another schedule.</exception>
    public override void LoadStateDict(BinaryReader reader)
    {
        plan.Check(RunPlan.Load(reader));
        var (step, skipped) = (reader.ReadInt64(), reader.ReadInt64());
        var statuses = reader.ReadBytes(Statuses.Length);
        RequireRemoved(Array.ConvertAll(reader.ReadBytes(Removed.Length), removed => removed != 0));
        (Step, SkippedSteps) = (step, skipped);
        SetStatuses(statuses);
        Average.Load(reader);
        method.Policy.Goal.Load(reader);
        method.Load(reader);
        Update();
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The state is of another model, other constraints or another schedule.</exception>
    public override void LoadStateDict(OptimizerState source)
    {
        var other = (PruningState)source;
        plan.Check(other.plan);
        RequireRemoved(other.Removed);
        (Step, SkippedSteps) = (other.Step, other.SkippedSteps);
        other.Statuses.CopyTo(Statuses, 0);
        Average.Load(other.Average);
        CopyMethod(other);
        Update();
    }

    /// <inheritdoc/>
    public void Declare(StateFields fields)
    {
        fields.Within("plan", plan.Declare);
        fields.Within("target", method.Policy.Goal.Declare);
        fields.Number("step", Step, value => Step = value);
        fields.Number("skipped steps", SkippedSteps, value => SkippedSteps = value);
        Average.Declare(fields);
        fields.Within("method", method.Declare);
        DeclareRemoved(fields);
        fields.Bytes("statuses", StatusBytes(), (byte)StructureStatus.Pruned, value =>
        {
            SetStatuses(value);
            Update();
        });
    }

    public void Dispose() => Average.Dispose();

    private byte[] StatusBytes() => Array.ConvertAll(Statuses, status => (byte)status);

    private byte[] RemovedBytes() => Array.ConvertAll(Removed, removed => removed ? (byte)1 : (byte)0);

    private void SetStatuses(byte[] saved) => Array.ConvertAll(saved, status => (StructureStatus)status).CopyTo(Statuses, 0);

    private void Replace(StructureStatus redundant)
    {
        foreach (ref var status in Statuses.AsSpan())
        {
            status = status == StructureStatus.Redundant ? redundant : status;
        }

        Update();
    }

    private void DeclareRemoved(StateFields fields)
    {
        var tensor = torch.tensor(RemovedBytes(), dtype: torch.uint8);
        fields.Tensor(RemovedName, tensor, tensor, isOptional: false, saved => saved!.data<byte>().ToArray().SequenceEqual(tensor.data<byte>().ToArray())
            ? () => { }
            : throw new FormatException("the model lacks other structures"));
    }

    private void RequireRemoved(bool[] saved)
    {
        if (!saved.SequenceEqual(Removed))
        {
            throw new InvalidDataException($"The saved state is of a model of which training had removed {saved.Count(removed => removed)} structures, this one lacks {Removed.Count(removed => removed)}: save and load such a run by {nameof(Checkpoint)}, which makes the model smaller first.");
        }
    }

    private void CopyMethod(PruningState other)
    {
        using var copy = new MemoryStream();
        using var writer = new BinaryWriter(copy);
        other.method.Policy.Goal.Save(writer);
        other.method.Save(writer);
        copy.Position = 0;
        using var reader = new BinaryReader(copy);
        method.Policy.Goal.Load(reader);
        method.Load(reader);
    }

    private void Update()
    {
        RedundantCount = Statuses.Count(status => status == StructureStatus.Redundant);
        PrunedCount = Statuses.Count(status => status == StructureStatus.Pruned);
        Changed?.Invoke();
    }
}
