using System.Collections.Generic;
using TorchSharp;

namespace PrunableModels;

/// <summary>Whether loss and gradients are finite: one number for all of them, so a device is waited for once.</summary>
internal sealed class FiniteCheck(TrainedParameters parameters)
{
    private readonly List<torch.Tensor> sums = [];

    /// <summary>What is not finite; null if everything is.</summary>
    public NonFinite? Find(torch.Tensor? loss)
    {
        using var noGrad = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        sums.Clear();
        if (loss is not null)
        {
            sums.Add(Sum(loss));
        }

        foreach (var parameter in parameters.All)
        {
            if (parameter.Gradient() is { } gradient)
            {
                sums.Add(Sum(gradient));
            }
        }

        // A sum of finite numbers that overflows is told from the rest by looking closer.
        return sums.Count == 0 || float.IsFinite(torch.stack(sums).sum().item<float>()) ? null : Look(loss);
    }

    private NonFinite? Look(torch.Tensor? loss)
    {
        if (loss is not null && !IsFinite(loss))
        {
            return new(null);
        }

        foreach (var parameter in parameters.All)
        {
            if (parameter.Gradient() is { } gradient && !IsFinite(gradient))
            {
                return new(parameter.Name);
            }
        }

        return null;
    }

    private torch.Tensor Sum(torch.Tensor values)
    {
        var sum = values.sum(type: torch.float32);
        return sums.Count == 0 ? sum : sum.to(sums[0].device);
    }

    private static bool IsFinite(torch.Tensor values) => torch.isfinite(values).all().item<bool>();
}

/// <summary>What is not finite.</summary>
/// <param name="Parameter">The parameter whose gradient it is; null for the loss.</param>
internal sealed record NonFinite(string? Parameter);
