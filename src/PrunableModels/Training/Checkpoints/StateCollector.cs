using System;
using System.Collections.Generic;
using TorchSharp;

namespace PrunableModels;

/// <summary>Collects the declared values for a file.</summary>
internal sealed class StateCollector : StateFields
{
    /// <summary>The tensors, in the order of their declaration; not copies.</summary>
    public List<KeyValuePair<string, torch.Tensor>> Tensors { get; } = [];

    /// <summary>Everything else.</summary>
    public Dictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override void Text(string name, string value, Func<string, Action> check) => Texts.Add(Prefix + name, value);

    /// <inheritdoc/>
    public override void Tensor(string name, torch.Tensor? value, torch.Tensor like, bool isOptional, Func<torch.Tensor?, Action> check)
    {
        if (value is not null)
        {
            Tensors.Add(new(Prefix + name, value));
        }
    }

    /// <inheritdoc/>
    protected override void Row(string name, torch.Tensor value, Func<torch.Tensor, Action> check) => Tensors.Add(new(Prefix + name, value));
}
