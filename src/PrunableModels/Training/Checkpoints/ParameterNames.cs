using System;
using System.Collections.Generic;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>The state-dict paths of a model's parameters, whichever object stands for them.</summary>
internal sealed class ParameterNames
{
    private readonly Dictionary<IntPtr, string> byHandle = [];
    private readonly SharedTensors<string> names = new();

    public ParameterNames(nn.Module model)
    {
        foreach (var (name, parameter) in model.named_parameters())
        {
            byHandle.TryAdd(parameter.Handle, names.GetOrAdd(parameter, () => name));
        }
    }

    /// <summary>The path of a parameter; null for one that is not the model's.</summary>
    public string? Find(Parameter parameter) => byHandle.GetValueOrDefault(parameter.Handle) ?? (names.TryFind(parameter, out var name) ? name : null);
}
