using System;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>Sparse training of a prunable model.</summary>
public static class SparseExtensions
{
    /// <summary>
    /// An optimizer that trains all parameters of the model and on the way drives the least useful structures to zero. The
    /// training loop stays as it is; <c>Compact</c> then removes what is zero.
    /// </summary>
    /// <param name="model">The model. A later <c>Compact</c> of it takes what this optimizer pruned.</param>
    /// <param name="options">The base update, the target and the length of the run.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the target cannot be reached; the message gives the reachable maximum.</exception>
    /// <exception cref="InvalidOperationException">The model's program cannot be executed on it.</exception>
    public static Hesso Hesso<T>(this T model, HessoOptions options)
        where T : nn.Module, IPrunable
    {
        return Attach(model, new Hesso(model.Pruning.Map, model.named_parameters(), options));
    }

    /// <summary>As <c>Hesso</c>, with cycles of trial before anything is chosen: for hard cases, where saliency alone misleads.</summary>
    /// <param name="model">The model. A later <c>Compact</c> of it takes what this optimizer pruned.</param>
    /// <param name="options">The base update, the target and the length of the run.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the target cannot be reached; the message gives the reachable maximum.</exception>
    /// <exception cref="InvalidOperationException">The model's program cannot be executed on it.</exception>
    public static HessoCric HessoCric<T>(this T model, HessoCricOptions options)
        where T : nn.Module, IPrunable => Attach(model, new HessoCric(model.Pruning.Map, model.named_parameters(), model.named_buffers(), options));

    /// <summary>An optimizer that trains all parameters of the model, penalises the least useful structures and projects them to zero (DHSPG).</summary>
    /// <param name="model">The model. A later <c>Compact</c> of it takes what this optimizer pruned.</param>
    /// <param name="options">The base update, the target and the length of the run.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the target cannot be reached; the message gives the reachable maximum.</exception>
    /// <exception cref="InvalidOperationException">The model's program cannot be executed on it.</exception>
    public static Dhspg Dhspg<T>(this T model, DhspgOptions options)
        where T : nn.Module, IPrunable => Attach(model, new Dhspg(model.Pruning.Map, model.named_parameters(), options));

    /// <summary>An optimizer that trains all parameters of the model and zeroes the least useful structures at one step: a baseline.</summary>
    /// <param name="model">The model. A later <c>Compact</c> of it takes what this optimizer pruned.</param>
    /// <param name="options">The base update, the target and the step.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the target cannot be reached; the message gives the reachable maximum.</exception>
    /// <exception cref="InvalidOperationException">The model's program cannot be executed on it.</exception>
    public static OneShot OneShot<T>(this T model, OneShotOptions options)
        where T : nn.Module, IPrunable => Attach(model, new OneShot(model.Pruning.Map, model.named_parameters(), options));

    private static TOptimizer Attach<TOptimizer>(IPrunable model, TOptimizer optimizer)
        where TOptimizer : SparseOptimizer
    {
        model.Pruning.MaskSource = () => optimizer.MaskOfModel();
        optimizer.RetireWith(model.Pruning);
        return optimizer;
    }
}
