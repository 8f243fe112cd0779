using System;
using System.Collections.Generic;
using System.IO;
using TorchSharp;
using System.Linq;

namespace PrunableModels;

/// <summary>
/// All in which the methods of sparse training differ: which structures are redundant, when that is decided, and how they go to zero.
/// Everything else is the <see cref="SparseTraining"/> that a method is handed in every step.
/// </summary>
/// <param name="policy">How the target is counted, scores are normalised and structures are chosen.</param>
internal abstract class SparseMethod(PruningPolicy policy) : ICheckpointed, IDisposable
{
    public PruningPolicy Policy { get; } = policy;

    /// <summary>Whether nothing is to be pruned, so that nothing has to be scored.</summary>
    public bool IsIdle { get; } = policy.IsDone(new bool[policy.Groups.Sum(g => g.Group.Width)]);

    /// <summary>The method and its schedule in words: a saved state can only be gone on from with the same.</summary>
    public abstract string Plan { get; }

    /// <summary>The same for people.</summary>
    public virtual string Description => Plan;

    /// <summary>What a score that is added weighs against the next; 1 makes the running score a mean.</summary>
    public abstract double ScoreDecay { get; }

    /// <summary>Told once, before the first step, what is trained.</summary>
    public virtual void Attach(SparseTraining training)
    {
    }

    /// <summary>Whether the model may become smaller now: the method remembers no whole tensors.</summary>
    public virtual bool MayShrink => true;

    /// <summary>Told of parameters that are other objects than before.</summary>
    public virtual void Follow(IReadOnlyList<ReplacedParameter> replaced)
    {
    }

    /// <summary>A whole step, gradients being computed: trains by them, decides, and brings to zero what has to be there.</summary>
    /// <param name="training">What is trained.</param>
    /// <param name="step">The number of the step, from 1.</param>
    public abstract void Step(SparseTraining training, long step);

    /// <summary>The pruning period that a step is in, from 0; null outside, and for methods without periods.</summary>
    public virtual long? PeriodAt(long step) => null;

    /// <summary>Numbers of the model, shape <c>[1]</c>, that it does not save itself: gates.</summary>
    public IReadOnlyList<torch.Tensor> Gates { get; init; } = [];

    /// <summary>Saves what the method remembers from step to step beyond statuses and scores.</summary>
    public virtual void Save(BinaryWriter writer)
    {
        foreach (var gate in Gates)
        {
            using var value = gate.detach().to(torch.ScalarType.Float64).cpu();
            writer.Write(value.item<double>());
        }
    }

    /// <summary>Loads what <see cref="Save"/> saved.</summary>
    public virtual void Load(BinaryReader reader)
    {
        using var gradients = torch.no_grad();
        foreach (var gate in Gates)
        {
            using var value = torch.tensor([reader.ReadDouble()]);
            gate.copy_(value);
        }
    }

    /// <summary>The same for a checkpoint; a method that remembers whole tensors names them one by one.</summary>
    public virtual void Declare(StateFields fields) => fields.Written("memory", Save, Load);

    /// <summary>Forgets it.</summary>
    public virtual void Reset()
    {
    }

    public virtual void Dispose()
    {
    }
}
