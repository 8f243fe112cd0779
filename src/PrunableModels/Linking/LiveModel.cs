using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using TorchSharp.Modules;

namespace PrunableModels;

/// <summary>The modules, parameters and buffers of a live model. What is reached in two ways has one path, the first.</summary>
internal sealed class LiveModel
{
    private readonly Dictionary<torch.nn.Module, LiveModule> known = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<torch.Tensor, LiveTensor> tensors = new(ReferenceEqualityComparer.Instance);
    private readonly List<(LiveModule Owner, string Name, torch.Tensor Tensor)> registered = [];
    private readonly Dictionary<object, LiveObject> objects = new(SameObject.Comparer);
    private readonly Dictionary<Delegate, string> functions = [];
    private readonly Dictionary<torch.Tensor, string> places = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<torch.nn.Module, LiveModule> others = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<torch.Tensor, (LiveModule Owner, string Name)> owners = new(ReferenceEqualityComparer.Instance);
    private readonly List<LiveModule> modules = [];
    private readonly List<Func<object?, string, object?>> readers = [];

    /// <param name="root">The model.</param>
    /// <param name="readField">Reads a field that is neither module nor tensor.</param>
    /// <param name="isWritten">Whether the model is looked at in order to be written out, with what compaction put into it.</param>
    public LiveModel(torch.nn.Module root, Func<object?, string, object?> readField, bool isWritten = false)
    {
        readers.Add(readField);
        IsWritten = isWritten;
        Root = Visit(root, "");
        Register();
    }

    /// <summary>Reads a member that is neither module nor tensor: the model does, or a prunable module in it whose assembly knows the class.</summary>
    public object? ReadField(object? owner, string field) => readers.Select(read => read(owner, field)).FirstOrDefault(value => !ReferenceEquals(value, Pruning.Unreadable), Pruning.Unreadable);

    /// <summary>Whether modules that compaction put in, and normalisations that were folded, are looked at as what they do, and not as the layers they stand for.</summary>
    public bool IsWritten { get; }

    /// <summary>The model itself.</summary>
    public LiveModule Root { get; }

    /// <summary>Every module, each before those inside it.</summary>
    public IReadOnlyList<LiveModule> Modules => modules;

    /// <summary>Every parameter and buffer, in the order of the modules.</summary>
    public IEnumerable<LiveTensor> Tensors => tensors.Values.Distinct();

    /// <summary>How many numbers its parameters are.</summary>
    public long CountParameters() => Tensors.Where(t => !t.IsBuffer).Sum(t => t.Tensor.numel());

    /// <summary>The tensors that were read from members and that no module has registered, by their places.</summary>
    public Dictionary<string, torch.Tensor> Unregistered { get; } = new(StringComparer.Ordinal);

    /// <summary>The view of a module, or null where it is not registered.</summary>
    public LiveModule? Find(torch.nn.Module module) => known.GetValueOrDefault(module);

    /// <summary>The view of an object that is no module.</summary>
    /// <param name="instance">The object.</param>
    /// <param name="name">Where it was found.</param>
    public LiveObject View(object instance, string name)
    {
        // A struct is in a box of its own wherever it is read, and its places are told apart by name.
        var key = instance.GetType().IsValueType ? name : instance;
        return objects.TryGetValue(key, out var seen) ? seen : objects[key] = new(this, instance, name);
    }

    /// <summary>The first place in which an equal delegate was found: what equal delegates do is the same.</summary>
    public string NameOf(Delegate function, string place) => functions.TryGetValue(function, out var first) ? first : functions[function] = place;

    /// <summary>The first place in which a tensor was found that no module has registered.</summary>
    public string NameOf(torch.Tensor tensor, string place)
    {
        if (!places.TryGetValue(tensor, out var first))
        {
            places.Add(tensor, first = place);
            Unregistered[place] = tensor;
        }

        return first;
    }

    /// <summary>The view of a module; of one that is not registered, one without parameters.</summary>
    public LiveModule View(torch.nn.Module module)
    {
        if (known.TryGetValue(module, out var registered) || others.TryGetValue(module, out registered))
        {
            return registered;
        }

        var view = new LiveModule(this, module, "?", isRegistered: false);
        others.Add(module, view);
        return view;
    }

    /// <summary>Which module has registered a tensor, and under which name; null where none has.</summary>
    public (LiveModule Owner, string Name)? Find(torch.Tensor tensor) => owners.TryGetValue(tensor, out var owner) ? owner : null;

    private LiveModule Visit(torch.nn.Module module, string path)
    {
        if (known.TryGetValue(module, out var seen))
        {
            return seen;
        }

        // A gate is the module that it holds.
        var view = new LiveModule(this, (module as Gate)?.Inner ?? module, path);
        known.Add(module, view);
        known.TryAdd(view.Module, view);
        modules.Add(view);
        if (path.Length > 0 && module is IPrunable prunable)
        {
            readers.Add(prunable.Pruning.ReadField);
        }

        registered.AddRange(module.named_parameters(recurse: false).Select(p => (view, p.name, (torch.Tensor)p.parameter)));
        registered.AddRange(module.named_buffers(recurse: false).Select(b => (view, b.name, b.buffer)));
        foreach (var (name, child) in module.named_children())
        {
            view.Registered.Add((name, Visit(child, view.PathOf(name))));
        }

        return view;
    }

    private void Register()
    {
        // After head.weight = embedding.weight there are two objects for one tensor.
        List<torch.Tensor> parameters = [.. registered.Select(r => r.Tensor).Where(t => t is Parameter && !t.IsInvalid).Distinct(ReferenceEqualityComparer.Instance).Cast<torch.Tensor>()];
        var first = SharedTensors.FirstOf(parameters);
        Dictionary<torch.Tensor, torch.Tensor> same = new(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < first.Length; i++)
        {
            same.Add(parameters[i], parameters[first[i]]);
        }

        foreach (var (owner, name, tensor) in registered)
        {
            if (!tensors.TryGetValue(tensor, out var live))
            {
                live = same.TryGetValue(tensor, out var known) && tensors.TryGetValue(known, out var shared) ? shared : new(owner.PathOf(name), tensor, tensor is not Parameter);
                tensors.Add(tensor, live);
            }

            owner.Own.Add((name, live));
            owners.TryAdd(tensor, (owner, name));
        }
    }
}
