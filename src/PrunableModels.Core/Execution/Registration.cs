using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>A tensor that a constructor registered under a name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Tensor">The tensor: one that the constructor made, or a layer's.</param>
/// <param name="IsBuffer">Whether it is a buffer.</param>
internal sealed record RegisteredTensor(string Name, Value Tensor, bool IsBuffer)
{
    /// <summary>Whether it is part of the state dict.</summary>
    public bool IsPersistent { get; init; } = true;
}

/// <summary>
/// What TorchSharp knows of the members of a module: names are given once, by hand or by <c>RegisterComponents</c>, which looks at the
/// fields as they are when it first runs and never again.
/// </summary>
internal sealed class Registration
{
    private readonly List<(string Name, ConstructedModule Module)> modules = [];
    private readonly List<RegisteredTensor> tensors = [];

    private readonly Dictionary<object, LateComer> late = [];

    /// <summary>Something that came after registration.</summary>
    /// <param name="By">The class whose code registered.</param>
    /// <param name="At">Where it came.</param>
    internal readonly record struct LateComer(string By, Origin At);

    /// <summary>Whether <c>RegisterComponents</c> has run.</summary>
    public bool IsComplete => By is not null;

    /// <summary>The class whose code had <c>RegisterComponents</c> run, or null.</summary>
    public string? By { get; set; }

    /// <summary>Whether code of which nothing is known may have registered more.</summary>
    public bool IsUncertain { get; set; }

    /// <summary>Notes that a field was assigned, or that a module came into a container.</summary>
    public void Comes(object what, Origin at)
    {
        if (By is not null)
        {
            late[what] = new(By, at);
        }
    }

    /// <summary>Where a field, by its name, or a module came after registration; null where it did not.</summary>
    public LateComer? Comer(object what) => late.TryGetValue(what, out var comer) ? comer : null;

    /// <summary>The modules, in order.</summary>
    public IReadOnlyList<(string Name, ConstructedModule Module)> Modules => modules;

    /// <summary>The parameters in order, then the buffers.</summary>
    public IEnumerable<RegisteredTensor> Tensors => tensors.OrderBy(t => t.IsBuffer);

    /// <summary>Members that hold something of which nothing is known.</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>Whether something has that name, so that a field of the name is skipped.</summary>
    public bool Has(string name) => modules.Any(m => m.Name == name) || tensors.Any(t => t.Name == name);

    /// <summary>Registers a module; one name holds one module.</summary>
    public void Add(string name, ConstructedModule module)
    {
        if (!modules.Any(m => m.Name == name))
        {
            modules.Add((name, module));
        }
    }

    /// <summary>Takes a module off.</summary>
    public void Remove(string name) => modules.RemoveAll(m => m.Name == name);

    /// <summary>Registers a tensor; parameters and buffers have names of their own.</summary>
    public void Add(RegisteredTensor tensor)
    {
        if (!tensors.Any(t => t.Name == tensor.Name && t.IsBuffer == tensor.IsBuffer))
        {
            tensors.Add(tensor);
        }
    }
}
