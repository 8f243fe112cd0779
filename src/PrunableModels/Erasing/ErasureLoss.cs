using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>The loss of a model with segments at zero, measured.</summary>
/// <param name="live">The model.</param>
/// <param name="gates">Its gates.</param>
/// <param name="loss">Computes the loss by the model as it is.</param>
internal sealed class ErasureLoss(LiveModel live, GatedModules gates, Func<Tensor> loss)
{
    /// <summary>The loss, in evaluation but for normalisations that are trained, which go by the examples; the model is afterwards as it was.</summary>
    /// <remarks>
    /// Running statistics lag behind parameters that still change much, the more the more layers come before: by them a deep branch would
    /// seem to do harm, and the whole network worse than what is left without it.
    /// </remarks>
    public double Of(Erasure erasure)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var parameters = live.Root.Module.named_parameters().ToDictionary(p => p.name, p => (Tensor)p.parameter);
        var norms = live.Modules.Select(m => m.Module).Where(m => m is BatchNorm or InstanceNorm && m.training).ToList();
        List<Tensor> erased = [.. erasure.Erased.SelectMany(s => SegmentMap.Parameters(s, live, gates, parameters)).Select(p => p.Tensor)];
        List<(Tensor Tensor, Tensor Value)> saved = [.. erased.Concat(norms.SelectMany(n => n.buffers())).Select(t => (t, t.clone()))];
        return ModelRun.Outputs(live, Measure, training: false);

        double Measure()
        {
            try
            {
                norms.ForEach(n => n.train());
                erased.ForEach(t => t.zero_());
                return loss().to(ScalarType.Float64).item<double>();
            }
            finally
            {
                saved.ForEach(s => s.Tensor.copy_(s.Value));
            }
        }
    }
}
