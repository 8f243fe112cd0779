using System.Collections.Generic;

namespace PrunableModels.Core;

/// <summary>
/// Normalisation over the last axis. Zeros count in its mean and variance, so what is removed has to go on counting: a layer is exchanged
/// for one that keeps the original width. A function, or a field that holds nothing but a LayerNorm, keeps the axis.
/// </summary>
internal sealed class LayerNormTyping(SignatureTyping norm) : IComputingTyping, ISignedTyping
{
    public IReadOnlyList<Signature> Signatures => norm.Signatures;

    public void Apply(Application application)
    {
        norm.Apply(application);
        var node = application.Node;
        if (application.GaveUp || node.Operands[0]!.Type.FromEnd(0) is not { } width)
        {
            return;
        }

        if (node.Layer is not { } layer)
        {
            application.Solver.Keep(width, new(KeptKind.Mixed, $"{node} divides by the number of its positions", application.Origin));
        }
        else if (!layer.CanBeExchanged)
        {
            application.Solver.Keep(width, new(KeptKind.HeldNorm, $"{node} divides by the number of its positions, and is held as a LayerNorm, which cannot keep the original number: declare it as Module<Tensor, Tensor>", application.Origin));
        }
        else
        {
            node.Contracted.Add([new(0, 0, width)]);
            application.Graph.Compensations.Add(new Compensation.OriginalWidth(layer, width));
        }
    }
}
