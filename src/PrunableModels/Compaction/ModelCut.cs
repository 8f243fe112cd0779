using System.Collections.Generic;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>
/// Everything of a live model that removing structures changes: tensors, layers whose native half has to be another one, the sizes that
/// layers hold, and what makes up for what is gone. It is exchanged in place and put back bit for bit.
/// </summary>
internal sealed class ModelCut
{
    private readonly List<TensorCut> cuts;
    private readonly Compensator compensator;
    private readonly RecurrentLayers layers;
    private readonly ModelTensors tensors;
    private readonly LayerSizes sizes;

    /// <summary>Prepares the cut; nothing changes yet.</summary>
    public ModelCut(LinkedModel linked, Tensor mask)
    {
        cuts = TensorCut.Of(linked.Map, mask);
        compensator = new(linked, mask, cuts);
        layers = new(linked.Live);
        layers.Ask();
        tensors = new(linked.Live, linked.Map, mask, cuts, compensator.Paths);
        sizes = new(linked, mask);
    }

    /// <summary>What was cut, with the parameters that are there now.</summary>
    public IReadOnlyList<TensorCut> Cuts => layers.Follow(cuts);

    /// <summary>The parameters that are other objects than before.</summary>
    public IReadOnlyList<ReplacedParameter> Replaced => layers.Replaced;

    /// <summary>The model at its full size, with what is removed at zero.</summary>
    public void PutZeroed() => tensors.PutZeroed();

    /// <summary>The model without what is removed.</summary>
    public void PutCompact()
    {
        tensors.PutCompact();
        layers.Exchange(cuts);
        sizes.Set(cuts);
        compensator.Apply();
    }

    /// <summary>The compact model's buffers as they were before it was run.</summary>
    public void ResetBuffers() => tensors.ResetBuffers();

    /// <summary>The model as it was.</summary>
    public void Restore()
    {
        using var gradients = no_grad();
        compensator.Restore();
        layers.Restore();
        tensors.Restore();
        sizes.Restore();
    }
}
