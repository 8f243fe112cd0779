using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>The loss of a model with segments at zero, measured.</summary>
/// <param name="live">The model.</param>
/// <param name="gates">Its gates.</param>
/// <param name="loss">Computes the loss by the model as it is.</param>
internal sealed class ErasureLoss(LiveModel live, GatedModules gates, Func<Tensor> loss)
{
    /// <summary>The loss, in evaluation; the model is afterwards as it was.</summary>
    public double Of(Erasure erasure)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var parameters = live.Root.Module.named_parameters().ToDictionary(p => p.name, p => (Tensor)p.parameter);
        List<(Tensor Tensor, Tensor Value)> saved = [.. erasure.Erased.SelectMany(s => SegmentMap.Parameters(s, live, gates, parameters)).Select(p => (p.Tensor, p.Tensor.clone()))];
        return ModelRun.Outputs(live, Measure, training: false);

        double Measure()
        {
            try
            {
                saved.ForEach(s => s.Tensor.zero_());
                return loss().to(ScalarType.Float64).item<double>();
            }
            finally
            {
                saved.ForEach(s => s.Tensor.copy_(s.Value));
            }
        }
    }
}
