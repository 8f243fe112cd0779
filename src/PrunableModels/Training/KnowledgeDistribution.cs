using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;

namespace PrunableModels;

/// <summary>
/// Where a trained model keeps what it knows (the knowledge distribution of LoRAShear, arXiv 2310.18356): each layer is pruned alone, the
/// damage is measured, and the model put back. The most damaging layers are then kept whole.
/// </summary>
public sealed class KnowledgeDistribution
{
    private KnowledgeDistribution(double baseline, IReadOnlyList<LayerDamage> layers)
    {
        Baseline = baseline;
        Layers = layers;
    }

    /// <summary>What the evaluation says of the whole model.</summary>
    public double Baseline { get; }

    /// <summary>The layers, the most damaging first; not-a-number counts as the most.</summary>
    public IReadOnlyList<LayerDamage> Layers { get; }

    /// <summary>Measures. The model is the same afterwards, to the bit, also if the evaluation throws.</summary>
    /// <param name="map">The model's structures, <c>model.Pruning.Map</c>.</param>
    /// <param name="evaluate">Evaluates the model as it is then, e.g. its loss on some batches in evaluation mode: high is bad.</param>
    /// <param name="layerOf">The layer to which a group belongs, by name; by default every group is one of its own.</param>
    public static KnowledgeDistribution Of(StructureMap map, Func<double> evaluate, Func<LinkedGroup, string>? layerOf = null)
    {
        var baseline = evaluate();
        var layers = new List<LayerDamage>();
        foreach (var layer in map.Groups.GroupBy(layerOf ?? (group => group.Id), StringComparer.Ordinal))
        {
            layers.Add(new(layer.Key, [.. layer.Select(group => group.Id)], Without(map, [.. layer], evaluate) - baseline));
        }

        return new(baseline, [.. layers.OrderByDescending(layer => double.IsNaN(layer.Damage) ? double.PositiveInfinity : layer.Damage)]);
    }

    /// <summary>Keeps the most damaging layers whole: for <see cref="SparseOptions.GroupConstraint"/>.</summary>
    /// <param name="fraction">The share of layers to keep, in [0, 1), rounded up.</param>
    /// <param name="otherwise">The constraint of the other groups; by default the options' own.</param>
    public Func<LinkedGroup, WidthConstraint?> Keep(double fraction, Func<LinkedGroup, WidthConstraint?>? otherwise = null)
    {
        Ranges.InUnit(fraction, nameof(fraction));
        var kept = Layers.Take((int)Math.Ceiling(fraction * Layers.Count)).SelectMany(layer => layer.Groups).ToHashSet(StringComparer.Ordinal);
        return group => kept.Contains(group.Id) ? new WidthConstraint(MinimumWidth: group.Width) : otherwise?.Invoke(group);
    }

    private static double Without(StructureMap map, LinkedGroup[] groups, Func<double> evaluate)
    {
        using var marks = torch.ones(map.Count + 1);
        var written = new List<(torch.Tensor Tensor, torch.Tensor Original)>();
        try
        {
            using (torch.no_grad())
            {
                foreach (var group in groups)
                {
                    using var range = marks.narrow(0, group.Start, group.Width);
                    range.zero_();
                }

                foreach (var writer in map.Slices.Where(slice => slice.Role == SliceRole.Writer))
                {
                    Zero(writer, marks, written);
                }
            }

            return evaluate();
        }
        finally
        {
            // Backwards: of a tensor with two axes the first copy is the original.
            using var noGrad = torch.no_grad();
            for (var i = written.Count - 1; i >= 0; i--)
            {
                written[i].Tensor.copy_(written[i].Original);
                written[i].Original.Dispose();
            }
        }
    }

    private static void Zero(StructureSlice writer, torch.Tensor marks, List<(torch.Tensor Tensor, torch.Tensor Original)> written)
    {
        using var scope = torch.NewDisposeScope();
        var kept = marks.to(writer.Structures.device).index_select(0, writer.Structures);
        if (kept.all().item<bool>())
        {
            return;
        }

        written.Add((writer.Tensor, writer.Tensor.detach().clone().DetachFromDisposeScope()));
        writer.Tensor.FillAt(writer.Axis, kept.logical_not().nonzero().squeeze(1), 0);
    }
}

/// <summary>What pruning a layer does to a model.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Groups">The ids of its groups.</param>
/// <param name="Damage">By how much the evaluation rises when all of its structures are zero.</param>
public sealed record LayerDamage(string Layer, IReadOnlyList<string> Groups, double Damage);
