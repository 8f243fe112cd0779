using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using TorchSharp.Modules;

namespace PrunableModels;

/// <summary>All parameters that are trained, each once however many names and handles it has.</summary>
internal sealed class TrainedParameters(bool seedsMoments, SparseParameterGroup first) : IDisposable
{
    private SharedTensors<TrainedParameter> byTensor = new();
    private readonly List<TrainedParameter> all = [];

    /// <summary>The group of the variant.</summary>
    public SparseParameterGroup First { get; } = first;

    /// <summary>The parameters in the order of their groups.</summary>
    public IReadOnlyList<TrainedParameter> All => all;

    /// <summary>Adds a parameter, unless it is trained already.</summary>
    public bool TryAdd(string name, Parameter parameter, SparseParameterGroup group)
    {
        var count = all.Count;
        byTensor.GetOrAdd(parameter, () =>
        {
            all.Add(new(name, parameter, group, new UpdateState(parameter, seedsMoments)));
            return all[^1];
        });
        return all.Count > count;
    }

    /// <summary>How a tensor is trained; null if it is not.</summary>
    public TrainedParameter? Find(torch.Tensor tensor) => byTensor.TryFind(tensor, out var found) ? found : null;

    /// <summary>Takes note of a compaction: of other parameters, and of what was cut from their moments.</summary>
    /// <param name="cuts">What was cut, with the tensors that are there now.</param>
    /// <param name="replaced">The parameters that are other objects than before.</param>
    public void Follow(IReadOnlyList<TensorCut> cuts, IReadOnlyList<ReplacedParameter> replaced)
    {
        byTensor = new();
        for (var i = 0; i < all.Count; i++)
        {
            var parameter = all[i];
            if (replaced.FirstOrDefault(r => ReferenceEquals(r.Before, parameter.Parameter)) is { } other)
            {
                all[i] = parameter.MoveTo(other.After);
            }

            byTensor.GetOrAdd(all[i].Parameter, () => all[i]);
        }

        foreach (var cut in cuts)
        {
            Find(cut.Tensor)?.State.Follow(cut);
        }
    }

    /// <summary>Keeps all gradients at hand, in the dispose scope of now, until they are dropped.</summary>
    public void TakeGradients() => all.ForEach(static parameter => parameter.TakeGradient());

    /// <summary>Ends <see cref="TakeGradients"/>.</summary>
    public void DropGradients() => all.ForEach(static parameter => parameter.DropGradient());

    /// <summary>The base updates.</summary>
    public void Move()
    {
        foreach (var parameter in all)
        {
            // Parameter by parameter: temporaries of its size must not wait for the end of the step.
            using var scope = torch.NewDisposeScope();
            parameter.Move();
        }
    }

    /// <summary>As <see cref="Move()"/>, when the directions of all parameters have to be known before the first one moves.</summary>
    /// <param name="measure">Told the direction of every slice's parameter; null where it has none.</param>
    /// <param name="moves">Answers whether a parameter moves; by default all do.</param>
    public void Move(Action<Func<WriterSlice, torch.Tensor?>> measure, Func<TrainedParameter, bool>? moves = null)
    {
        var directions = Directions();
        measure(slice => slice.Trained is { } trained ? directions[trained] : null);
        Apply(directions, moves);
    }

    /// <summary>Moves all moments on, but no parameter yet.</summary>
    public Dictionary<TrainedParameter, torch.Tensor?> Directions() => all.ToDictionary(parameter => parameter, parameter => parameter.Direction());

    /// <summary>Moves the parameters along their directions.</summary>
    public static void Apply(Dictionary<TrainedParameter, torch.Tensor?> directions, Func<TrainedParameter, bool>? moves = null)
    {
        foreach (var (parameter, direction) in directions)
        {
            if (direction is not null && moves?.Invoke(parameter) != false)
            {
                parameter.Apply(direction);
            }
        }
    }

    /// <summary>Zeroes what is so small that it would soon be denormal, and slow, and is of no weight in any update.</summary>
    public void Flush()
    {
        foreach (var parameter in all)
        {
            parameter.State.Flush();
        }
    }

    public void Dispose()
    {
        foreach (var parameter in all)
        {
            parameter.State.Dispose();
        }
    }
}
