using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TorchSharp;

namespace PrunableModels;

/// <summary>Everything that steps change in a model, remembered and put back: parameters, buffers and moments.</summary>
/// <param name="buffers">The model's buffers.</param>
internal sealed class ModelSnapshot(IEnumerable<torch.Tensor> buffers) : ICheckpointed, IDisposable
{
    private readonly List<torch.Tensor> tensors = [.. buffers];
    private readonly List<torch.Tensor> copies = [];
    private readonly List<UpdateState> states = [];
    private TrainedParameters? parameters;

    /// <summary>Whether something is remembered.</summary>
    public bool IsTaken => copies.Count > 0;

    /// <summary>What the copies take.</summary>
    public long Bytes => copies.Concat(states.SelectMany(state => state.Moments)).Sum(copy => copy.numel() * copy.ElementSize);

    /// <summary>Told once what is trained. Tensors of structures that are not trained are driven to zero as well.</summary>
    public void Attach(SparseTraining training)
    {
        parameters = training.Parameters;
        var all = parameters.All.Select(parameter => (torch.Tensor)parameter.Parameter).Concat(training.Slices.Select(slice => slice.Tensor)).Concat(tensors).ToArray();
        var distinct = new SharedTensors<torch.Tensor>();
        tensors.Clear();
        foreach (var tensor in all)
        {
            distinct.GetOrAdd(tensor, () =>
            {
                tensors.Add(tensor);
                return tensor;
            });
        }
    }

    /// <summary>Takes note of parameters that are other objects than before. Nothing may be remembered then.</summary>
    public void Follow(IReadOnlyList<ReplacedParameter> replaced)
    {
        for (var i = 0; i < tensors.Count; i++)
        {
            tensors[i] = replaced.FirstOrDefault(r => ReferenceEquals(r.Before, tensors[i]))?.After ?? tensors[i];
        }
    }

    /// <summary>Remembers how everything is now.</summary>
    public void Take()
    {
        Drop();
        copies.AddRange(tensors.Select(tensor => tensor.detach().clone().DetachFromDisposeScope()));
        foreach (var parameter in parameters!.All)
        {
            var copy = new UpdateState(parameter.Parameter, parameter.State.SeededByGradient);
            copy.LoadStateDict(parameter.State);
            states.Add(copy);
        }
    }

    /// <summary>Puts everything back.</summary>
    public void Restore()
    {
        using var noGrad = torch.no_grad();
        foreach (var (tensor, copy) in tensors.Zip(copies))
        {
            tensor.copy_(copy);
        }

        foreach (var (parameter, copy) in parameters!.All.Zip(states))
        {
            parameter.State.LoadStateDict(copy);
        }
    }

    /// <summary>Frees the copies.</summary>
    public void Drop()
    {
        copies.ForEach(copy => copy.Dispose());
        states.ForEach(state => state.Dispose());
        copies.Clear();
        states.Clear();
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(IsTaken);
        copies.ForEach(copy => copy.Save(writer));
        states.ForEach(state => state.SaveStateDict(writer));
    }

    public void Load(BinaryReader reader)
    {
        Drop();
        if (reader.ReadBoolean())
        {
            Take();
            copies.ForEach(copy => copy.Load(reader));
            states.ForEach(state => state.LoadStateDict(reader));
        }
    }

    /// <inheritdoc/>
    public void Declare(StateFields fields)
    {
        // What is loaded is gathered beside what is remembered, and takes its place at the end.
        var loaded = new torch.Tensor?[tensors.Count];
        var loadedStates = parameters!.All.Select(parameter => new UpdateState(parameter.Parameter, parameter.State.SeededByGradient)).ToArray();
        for (var i = 0; i < loaded.Length; i++)
        {
            var index = i;
            fields.Tensor($"tensors/{i}", IsTaken ? copies[i] : null, tensors[i], isOptional: true, saved =>
            {
                loaded[index] = saved;
                return () => { };
            });
        }

        for (var i = 0; i < loadedStates.Length; i++)
        {
            var (state, target) = (IsTaken ? states[i] : loadedStates[i], loadedStates[i]);
            fields.Within($"moments/{i}", inner => state.Declare(inner, target));
        }

        fields.Text("content", IsTaken ? "all" : "none", saved => saved switch
        {
            "none" => Drop,
            "all" when loaded.All(tensor => tensor is not null) => () => Replace(loaded!, loadedStates),
            _ => throw new FormatException($"'{saved}' is neither all nor none, or a tensor is missing"),
        });
    }

    public void Dispose() => Drop();

    private void Replace(torch.Tensor[] loaded, UpdateState[] loadedStates)
    {
        Drop();
        copies.AddRange(loaded.Select(tensor => tensor.DetachFromDisposeScope()));
        states.AddRange(loadedStates);
    }
}
