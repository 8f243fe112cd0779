using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>
/// The tensors of a model, exchanged in place: handle and <c>Parameter</c> stay those that the model and its optimizers know, and
/// what was there before is put back exactly.
/// </summary>
internal sealed class ModelTensors
{
    private readonly List<(LiveTensor Live, Tensor Original, Tensor? Gradient)> originals;
    private readonly Dictionary<string, TensorCut> cuts;
    private readonly IReadOnlyList<StructureSlice> writers;
    private readonly Tensor mask;

    /// <param name="model">The model.</param>
    /// <param name="map">Its structures.</param>
    /// <param name="mask">Those that are kept.</param>
    /// <param name="cuts">What is cut.</param>
    /// <param name="changed">Paths of parameters that change in another way, too.</param>
    public ModelTensors(LiveModel model, StructureMap map, Tensor mask, IReadOnlyList<TensorCut> cuts, IEnumerable<string> changed)
    {
        this.mask = mask;
        this.cuts = cuts.ToDictionary(c => c.Path, StringComparer.Ordinal);
        writers = [.. map.Slices.Where(s => s.Role == SliceRole.Writer)];
        var others = changed.ToHashSet(StringComparer.Ordinal);
        var touched = model.Tensors.Where(t => t.IsBuffer || this.cuts.ContainsKey(t.Path) || others.Contains(t.Path));
        originals = [.. touched.Select(t => (t, t.Tensor.detach(), t.IsBuffer ? null : t.Tensor.grad))];
    }

    /// <summary>Every parameter and buffer at its full size, with the writers of what is removed at zero.</summary>
    public void PutZeroed()
    {
        var padded = cat([mask, ones(1, ScalarType.Bool, mask.device)], 0);
        foreach (var (live, original, _) in originals)
        {
            var zeroed = original.clone();
            foreach (var writer in writers.Where(w => w.Path == live.Path))
            {
                var removed = padded.to(writer.Structures.device)[writer.Structures].logical_not().nonzero().squeeze(1);
                zeroed.FillAt(writer.Axis, removed, 0);
            }

            Put(live, zeroed);
        }
    }

    /// <summary>Every parameter and buffer without what is removed, and their gradients likewise.</summary>
    public void PutCompact()
    {
        foreach (var (live, original, gradient) in originals)
        {
            var cut = cuts.GetValueOrDefault(live.Path);
            Put(live, cut?.Apply(original) ?? original.clone());
            if (gradient is not null && cut is not null)
            {
                live.Tensor.grad = cut.Apply(gradient);
            }
        }
    }

    /// <summary>The buffers without what is removed, once more: running in training mode changed them.</summary>
    public void ResetBuffers()
    {
        foreach (var (live, original, _) in originals.Where(o => o.Live.IsBuffer))
        {
            Put(live, cuts.GetValueOrDefault(live.Path)?.Apply(original) ?? original);
        }
    }

    /// <summary>Everything as it was.</summary>
    public void Restore()
    {
        foreach (var (live, original, gradient) in originals)
        {
            Put(live, original);
            if (gradient is not null)
            {
                live.Tensor.grad = gradient;
            }
        }
    }

    private static void Put(LiveTensor live, Tensor content) => live.Tensor.set_(content);
}
