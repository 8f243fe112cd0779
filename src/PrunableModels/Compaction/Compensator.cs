using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>Makes up in a live model for what removing structures changes beside the cut.</summary>
internal sealed class Compensator
{
    private readonly LinkedModel model;
    private readonly Remaining remaining;
    private readonly IReadOnlyList<TensorCut> cuts;
    private readonly List<(LiveTensor Bias, Tensor Added)> corrections;
    private readonly ModuleExchange exchange;
    private readonly Stack<Action> undo = new();

    /// <summary>Prepares the compensation while every tensor still has its full size.</summary>
    public Compensator(LinkedModel model, Tensor mask, IReadOnlyList<TensorCut> cuts)
    {
        this.model = model;
        this.cuts = cuts;
        remaining = new(model, mask);
        exchange = new(model.Live);
        corrections = [.. Of<Compensation.CorrectedBias>().Select(c => (Live(c.Bias), Correction(c, mask)))];
    }

    /// <summary>The state-dict paths of the parameters that are changed.</summary>
    public IEnumerable<string> Paths => Of<Compensation.ScaledParameter>().Select(c => c.Parameter.Path).Concat(corrections.Select(c => c.Bias.Path));

    /// <summary>Changes the model, whose tensors are cut already.</summary>
    public void Apply()
    {
        // A bias that is scaled is scaled with its correction.
        foreach (var (bias, added) in corrections)
        {
            bias.Tensor.Add(cuts.FirstOrDefault(c => c.Path == bias.Path)?.Apply(added) ?? added);
        }

        foreach (var scaled in Of<Compensation.ScaledParameter>())
        {
            Live(scaled.Parameter).Tensor.Multiply(remaining.Factor(scaled.Factor));
        }

        foreach (var scaled in Of<Compensation.ScaledField>())
        {
            var field = NumberField.Find(((LiveModule)scaled.Field.Owner).Module, scaled.Field.Field)!;
            var before = field.Value;
            undo.Push(() => field.Value = before);
            field.Value = before * remaining.Factor(scaled.Factor);
        }

        // One that is called several times is exchanged once.
        foreach (var norm in Of<Compensation.OriginalWidth>().Select(n => n.Norm).Distinct())
        {
            if (norm is LiveModule { Module: LayerNorm whole } layer && layer.Own.Any(o => cuts.Any(c => c.Path == o.Tensor.Path)))
            {
                var narrowed = new NarrowedLayerNorm(whole);
                undo.Push(() => narrowed.GiveBack(whole));
                exchange.Replace(whole, narrowed);
            }
        }
    }

    /// <summary>Everything as it was; the tensors are put back by whoever cut them.</summary>
    public void Restore()
    {
        exchange.Restore();
        while (undo.TryPop(out var action))
        {
            action();
        }
    }

    private IEnumerable<T> Of<T>()
        where T : Compensation => model.Groups.Compensations.OfType<T>();

    private LiveTensor Live(TensorLeaf leaf) => model.Live.Tensors.First(t => t.Path == leaf.Path);

    // What the removed positions of the input would have added to each output.
    private Tensor Correction(Compensation.CorrectedBias correction, Tensor mask)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var weight = Live(correction.Weight).Tensor;
        if (model.Spaces.FirstOrDefault(s => s.Group.Space == correction.Space)?.Linked is not { } group)
        {
            return zeros(weight.shape[0], weight.dtype, weight.device).MoveToOuterDisposeScope();
        }

        var padded = cat([mask, ones(1, ScalarType.Bool, mask.device)], 0);
        var removed = zeros(weight.shape[1], ScalarType.Bool, weight.device);
        foreach (var slice in model.Map.Slices.Where(s => s.Path == correction.Weight.Path && s.Axis == 1))
        {
            var isOfGroup = slice.Structures.IsAtLeast(group.Start).logical_and(slice.Structures.IsBelow(group.End));
            removed |= isOfGroup & padded.to(weight.device)[slice.Structures].logical_not();
        }

        var added = (weight * removed.view([1, -1, .. Enumerable.Repeat(1L, (int)weight.dim() - 2)])).Times(correction.Constant);
        return added.flatten(1).sum(1).MoveToOuterDisposeScope();
    }
}
