using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>Runs a model without gradients.</summary>
internal static class ModelRun
{
    /// <summary>What a run gives in one mode; every module's own mode is left as it was.</summary>
    public static T Outputs<T>(LiveModel model, Func<T> run, bool training)
    {
        var modes = model.Modules.Select(m => (m.Module, m.Module.training)).ToList();
        using var gradients = no_grad();
        try
        {
            model.Root.Module.train(training);
            return run();
        }
        finally
        {
            // A module's mode is handed on to those inside it, which come after it.
            foreach (var (module, mode) in modes.Where(m => m.Module.training != m.training))
            {
                module.train(mode);
            }
        }
    }

    /// <summary>Calls a model of one tensor; the input is copied, for the model may change it.</summary>
    /// <exception cref="InvalidOperationException">The model takes or returns something else.</exception>
    public static IReadOnlyList<Tensor> Call(nn.Module model, Tensor input) => model switch
    {
        nn.IModule<Tensor, Tensor> m => [m.call(input.clone())],
        nn.IModule<Tensor, (Tensor, Tensor)> m when m.call(input.clone()) is var (a, b) => [a, b],
        nn.IModule<Tensor, (Tensor, Tensor, Tensor)> m when m.call(input.clone()) is var (a, b, c) => [a, b, c],
        nn.IModule<Tensor, Tensor[]> m => m.call(input.clone()),
        nn.IModule<Tensor, List<Tensor>> m => m.call(input.clone()),
        _ => throw new InvalidOperationException($"{model.GetType().Name} does not take one tensor and return tensors: set {nameof(CompactOptions)}.{nameof(CompactOptions.Run)}."),
    };

    /// <summary>The largest difference between two runs, and the largest output.</summary>
    public static (double Difference, double Largest) Compare(IReadOnlyList<Tensor> before, IReadOnlyList<Tensor> after)
    {
        using var scope = NewDisposeScope();
        var pairs = before.Zip(after).Where(p => p.First.numel() > 0).ToList();
        return before.Count != after.Count || pairs.Any(p => !p.First.shape.SequenceEqual(p.Second.shape)) ? (double.PositiveInfinity, 0)
            : pairs.Count == 0 ? (0, 0)
            : (pairs.Max(p => Largest(Float(p.First) - Float(p.Second))), pairs.Max(p => Largest(Float(p.First))));
    }

    private static Tensor Float(Tensor tensor) => tensor.to(ScalarType.Float64);

    private static double Largest(Tensor tensor) => tensor.abs().max().item<double>();
}
