using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>A module class of TorchSharp: how its factory is called, which tensors it holds, and which operator it applies.</summary>
public sealed class LayerKind
{
    private readonly Func<Attributes, IEnumerable<TensorSlot>> tensors;

    internal LayerKind(string name, string @operator, string parameters, Func<Attributes, IEnumerable<TensorSlot>>? tensors = null)
    {
        Name = name;
        Operator = @operator;
        Parameters = [.. parameters.Split([", "], StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=')).Select(p => new LayerParameter(p[0], p.Length > 1 ? p[1] : null))];
        this.tensors = tensors ?? (_ => []);
    }

    /// <summary>The class, and the factory in <c>torch.nn</c>.</summary>
    public string Name { get; }

    /// <summary>The operator's name in <see cref="OperatorTable"/>.</summary>
    public string Operator { get; }

    /// <summary>The parameters of the factory that matter, in order.</summary>
    public IReadOnlyList<LayerParameter> Parameters { get; }

    /// <summary>A flag on which it depends which tensors there are and how large the results, so that both values are looked at where it is not known.</summary>
    public string? Decided { get; init; }

    /// <summary>Numbers of layers inside, on which it depends which tensors there are: a few are looked at where a number is not known.</summary>
    public IReadOnlyList<string> Counted { get; init; } = [];

    /// <summary>The parameters and buffers of a layer with these arguments, in the order of its state dict.</summary>
    public IReadOnlyList<TensorSlot> Tensors(Attributes attributes) => [.. tensors(attributes)];
}

/// <summary>A parameter of a layer's factory.</summary>
/// <param name="Name">TorchSharp's name.</param>
/// <param name="Default">The default as C# writes it, or null where the argument has to be given.</param>
public sealed record LayerParameter(string Name, string? Default);
