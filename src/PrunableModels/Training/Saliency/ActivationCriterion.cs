using System;
using System.Collections.Generic;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace PrunableModels;

/// <summary>
/// The mean absolute activation of a structure over the last batch. Activations are no parameters, so somebody has to tell this of them:
/// <see cref="Watch"/> a module that is called by <c>call</c> (TorchSharp's hooks do not fire on <c>forward</c>), or
/// <see cref="Observe"/> them in the training loop. Groups of which nothing was told since the last score get the mean of the others.
/// </summary>
public sealed class ActivationCriterion : ISaliencyCriterion, IDisposable
{
    private readonly Dictionary<string, torch.Tensor> latest = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> watched = new(StringComparer.Ordinal);
    private readonly List<Action> unhooks = [];

    /// <summary>Tells of a group's activations; what was told before since the last score is replaced.</summary>
    /// <param name="group">The group's <see cref="LinkedGroup.Id"/>.</param>
    /// <param name="activation">A tensor whose axis <paramref name="axis"/> has one position for each of the group's structures.</param>
    /// <param name="axis">The axis; by default 1, the channels of images.</param>
    public void Observe(string group, torch.Tensor activation, int axis = 1)
    {
        using var noGrad = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var positions = activation.shape[axis];
        var means = activation.detach().to(torch.float32).abs().transpose(axis, 0).reshape(positions, -1).mean([1L]);
        latest.GetValueOrDefault(group)?.Dispose();
        latest[group] = means.DetachFromDisposeScope();
    }

    /// <summary>Observes the output of a module whenever it is called.</summary>
    /// <param name="group">The group's <see cref="LinkedGroup.Id"/>.</param>
    /// <param name="module">A module whose output has the group's structures on an axis.</param>
    /// <param name="axis">The axis; by default 1, the channels of images.</param>
    public void Watch(string group, Module<torch.Tensor, torch.Tensor> module, int axis = 1)
    {
        var hook = module.register_forward_hook((_, _, output) =>
        {
            Observe(group, output, axis);
            return output;
        });
        watched[group] = module.GetName();
        unhooks.Add(hook.remove);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A watched module was not called since the last score, or an activation does not fit its group.</exception>
    public torch.Tensor Score(StructureStatistics structures)
    {
        var scores = torch.zeros_like(structures.Sizes);
        var known = torch.zeros_like(structures.Sizes, dtype: torch.@bool);
        foreach (var group in structures.Groups)
        {
            if (!latest.Remove(group.Id, out var means))
            {
                RequireUnwatched(group);
                continue;
            }

            using (means)
            {
                Put(means, group, scores, known, structures.RemainingOf(group));
            }
        }

        return StructureScores.FillUnknown(scores, known, structures.Kept);
    }

    /// <summary>Takes the hooks off and frees what was observed.</summary>
    public void Dispose()
    {
        unhooks.ForEach(unhook => unhook());
        unhooks.Clear();
        foreach (var means in latest.Values)
        {
            means.Dispose();
        }

        latest.Clear();
    }

    private static void Put(torch.Tensor means, LinkedGroup group, torch.Tensor scores, torch.Tensor known, torch.Tensor? remaining)
    {
        var width = remaining?.shape[0] ?? group.Width;
        if (means.shape[0] != width)
        {
            throw new InvalidOperationException($"The activation observed for group '{group.Id}' has {means.shape[0]} positions on its axis, the group {width} structures.");
        }

        if (remaining is not null)
        {
            scores.index_copy_(0, remaining, means.to(scores.device));
            known.index_copy_(0, remaining, torch.ones_like(remaining, dtype: torch.@bool));
            return;
        }

        scores.narrow(0, group.Start, group.Width).copy_(means);
        known.narrow(0, group.Start, group.Width).Fill(1);
    }

    private void RequireUnwatched(LinkedGroup group)
    {
        if (watched.TryGetValue(group.Id, out var module))
        {
            throw new InvalidOperationException($"The module {module}, watched for group '{group.Id}', was not called in this step: hooks fire on call, not on forward.");
        }
    }
}
