using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;

namespace PrunableModels;

/// <content>The model that becomes smaller while it trains, and optimizer state that goes along.</content>
public abstract partial class SparseOptimizer
{
    /// <summary>Structures that training has removed from the model; see <see cref="SparseOptions.CompactWhileTraining"/>.</summary>
    public int RemovedCount => State.Removed.Count(removed => removed);

    /// <summary>
    /// The groups that are not removed before the end of training, and why; known from the first time that structures are removed.
    /// </summary>
    public IReadOnlyCollection<WaitingGroup> WaitingGroups => shrinks ? shrinker!.Waiting : [];

    /// <summary>The mask in the numbering of the model as it is now, from which training may have removed structures.</summary>
    internal torch.Tensor MaskOfModel() => RemovedCount == 0 ? Mask : shrinker!.Mask(structure => State.Statuses[structure] != StructureStatus.Pruned);

    /// <summary>Ends with the next compaction or folding of a model by anybody else.</summary>
    internal void RetireWith(Pruning pruning)
    {
        pruning.Compacted += _ => Retire();
        pruning.Folded += Retire;
    }

    /// <summary>Says that the structures are gone to which the optimizer's state belongs, unless it has removed them itself.</summary>
    private void Retire() => isRetired |= shrinker?.IsCutting != true;

    /// <summary>Does something with the model as a checkpoint needs it, which lacks some structures, and undoes that; does it at once where it lacks the same.</summary>
    /// <exception cref="InvalidOperationException">They cannot be removed.</exception>
    internal void TryWithout(bool[] removed, Action use) => Shrinker().Try(removed, use);

    /// <summary>Removes the structures that a checkpoint's model lacks.</summary>
    /// <exception cref="InvalidOperationException">They cannot be removed.</exception>
    internal void Remove(bool[] removed) => Follow(Shrinker().Cut(removed));

    /// <summary>For every structure whether training has removed it.</summary>
    internal bool[] Removed => State.Removed;

    private Shrinker Shrinker() => shrinker ?? throw new InvalidOperationException("the optimizer's structures were written down by hand, and not found in a model that could be made smaller");

    /// <summary>Takes note of parameters that are other objects than before.</summary>
    private void Follow(IReadOnlyList<ReplacedParameter> replaced)
    {
        foreach (var (_, before, after) in replaced)
        {
            if (trained.Find(after) is not { } parameter || !ReferenceEquals(parameter.Parameter, after))
            {
                continue;
            }

            _state.Remove(before.Handle);
            _state[after.Handle] = parameter.State;
            parameter.Group.Parameters = [.. parameter.Group.Parameters.Select(other => ReferenceEquals(other, before) ? after : other)];
        }
    }
}
