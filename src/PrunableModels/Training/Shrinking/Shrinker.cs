using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>
/// Makes the model smaller in the middle of training by what is at zero. Structures keep the numbers that they had when the optimizer was
/// made; the model's own map has new ones after every cut.
/// </summary>
internal sealed class Shrinker(Pruning pruning, SparseTraining training)
{
    /// <summary>Relinking a model takes about as long as a step of training: where structures arrive one by one, it waits for a share of them.</summary>
    private const double WorthwhileShare = 0.05;

    private readonly Dictionary<string, WaitingGroup> waiting = new(StringComparer.Ordinal);

    /// <summary>Whether the model becomes smaller right now.</summary>
    public bool IsCutting { get; private set; }

    /// <summary>The groups that have to wait for the end of training.</summary>
    public IReadOnlyCollection<WaitingGroup> Waiting => waiting.Values;

    private PruningState State => training.State;

    private bool[] Removed => State.Removed;

    /// <summary>Removes what has arrived at zero, once it is worth it.</summary>
    /// <returns>The parameters that are other objects than before.</returns>
    public IReadOnlyList<ReplacedParameter> CutArrived()
    {
        var count = Numbers(structure => State.Statuses[structure] == StructureStatus.Pruned && !Removed[structure]).Count();
        var present = Removed.Length - Removed.Count(removed => removed);
        if (count == 0 || !training.MayShrink || (State.RedundantCount > 0 && count < WorthwhileShare * present))
        {
            return [];
        }

        FindWaiting();
        var wanted = Array.ConvertAll(State.Statuses, status => status == StructureStatus.Pruned);
        foreach (var group in training.Places.Groups.Where(group => waiting.ContainsKey(group.Id)))
        {
            Removed.AsSpan(group.Start, group.Width).CopyTo(wanted.AsSpan(group.Start, group.Width));
        }

        return wanted.SequenceEqual(Removed) ? [] : CutOrWait(wanted);
    }

    /// <summary>Removes structures that a checkpoint's model lacks.</summary>
    /// <param name="wanted">For every structure whether the model has to lack it; all that it lacks already are among them.</param>
    /// <exception cref="InvalidOperationException">They cannot be removed from this model.</exception>
    public IReadOnlyList<ReplacedParameter> Cut(bool[] wanted)
    {
        using var scope = NewDisposeScope();
        return Cut(Compactor(wanted), wanted);
    }

    /// <summary>What <see cref="Cut(bool[])"/> would lead to, used and undone.</summary>
    /// <param name="wanted">As there.</param>
    /// <param name="use">What to do with the smaller model.</param>
    /// <exception cref="InvalidOperationException">They cannot be removed from this model.</exception>
    public void Try(bool[] wanted, Action use)
    {
        using var scope = NewDisposeScope();
        var compactor = Compactor(wanted);
        var before = Removed.ToArray();
        try
        {
            compactor.Try(() =>
            {
                wanted.CopyTo(Removed, 0);
                use();
                return true;
            });
        }
        finally
        {
            before.CopyTo(Removed, 0);
        }
    }

    /// <summary>A mask in the numbering of the model as it is now.</summary>
    /// <param name="keeps">Whether a structure stays, by the number that it had when the optimizer was made.</param>
    public Tensor Mask(Func<int, bool> keeps)
    {
        var map = pruning.Map;
        var mask = Enumerable.Repeat(true, map.Count).ToArray();
        var now = map.Groups.ToDictionary(group => group.Id, StringComparer.Ordinal);
        foreach (var group in training.Places.Groups)
        {
            var left = Numbers(group).Where(structure => !Removed[structure]).ToArray();
            if (!now.TryGetValue(group.Id, out var smaller))
            {
                continue;
            }

            // A grouped convolution of which one group is left is an ordinary one, with finer structures.
            if (smaller.Width != left.Length && left.All(keeps))
            {
                continue;
            }

            if (smaller.Width != left.Length)
            {
                throw new InvalidOperationException($"Group '{group.Id}' has {smaller.Width} structures in the model and {left.Length} in its optimizer: something else made the model smaller.");
            }

            for (var i = 0; i < left.Length; i++)
            {
                mask[smaller.Start + i] = keeps(left[i]);
            }
        }

        return tensor(mask);
    }

    private static IEnumerable<int> Numbers(LinkedGroup group) => Enumerable.Range(group.Start, group.Width);

    private IEnumerable<int> Numbers(Func<int, bool> where) => Enumerable.Range(0, Removed.Length).Where(where);

    private void FindWaiting()
    {
        foreach (var (id, group) in WaitingGroups.Of(pruning.Linked))
        {
            waiting.TryAdd(id, group);
        }
    }

    // Training goes on all the same where the smaller model cannot be cut any further.
    private IReadOnlyList<ReplacedParameter> CutOrWait(bool[] wanted)
    {
        using var scope = NewDisposeScope();
        try
        {
            return Cut(Compactor(wanted), wanted);
        }
        catch (InvalidOperationException e)
        {
            foreach (var group in training.Places.Groups.Where(group => Numbers(group).Any(structure => wanted[structure] && !Removed[structure])))
            {
                waiting.TryAdd(group.Id, new(group.Id, e.Message));
            }

            return [];
        }
    }

    private IReadOnlyList<ReplacedParameter> Cut(Compactor compactor, bool[] wanted)
    {
        var original = pruning.Original ?? new OriginalSizes(pruning);
        var source = pruning.MaskSource;
        IsCutting = true;
        try
        {
            var compaction = compactor.Run();
            pruning.MaskSource = source;
            pruning.Original = original;
            original.Note(compaction);
            wanted.CopyTo(Removed, 0);
            training.Follow(compaction.Cuts, compaction.Replaced);
            return compaction.Replaced;
        }
        finally
        {
            IsCutting = false;
        }
    }

    /// <summary>Two readings have to agree on what is cut: that of the model as it was, narrowed since, and that of the model as it is.</summary>
    private Compactor Compactor(bool[] wanted)
    {
        var mask = Mask(structure => !wanted[structure]);
        var now = TensorCut.Of(pruning.Map, mask);
        using var kept = tensor(Array.ConvertAll(wanted, removed => !removed));
        var expected = TensorCut.Of(training.Places, kept).ToDictionary(cut => cut.Path, StringComparer.Ordinal);
        var other = now.FirstOrDefault(cut => !expected.Remove(cut.Path, out var same) || !IsSame(cut, same))?.Path ?? expected.Keys.FirstOrDefault();
        return other is null
            ? new(pruning, mask, new() { Verify = false })
            : throw new InvalidOperationException($"The smaller model is read in another way than it was before: other positions of '{other}' would go. What is at zero is removed at the end of training.");
    }

    private static bool IsSame(TensorCut left, TensorCut right) =>
        left.Axes.OrderBy(axis => axis.Axis).Select(Key).SequenceEqual(right.Axes.OrderBy(axis => axis.Axis).Select(Key), StringComparer.Ordinal);

    private static string Key(AxisCut axis) => $"{axis.Axis}: {string.Join(',', axis.Kept.cpu().data<long>().ToArray())}";
}
