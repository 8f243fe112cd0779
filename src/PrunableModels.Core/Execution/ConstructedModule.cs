using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>A module that a constructor's program made: the compile-time environment.</summary>
internal sealed class ConstructedModule : ModuleObject
{
    private readonly Dictionary<string, Value> fields = new(StringComparer.Ordinal);
    private readonly List<(string Name, ModuleObject Module)> items = [];
    private readonly Dictionary<string, Value> ties = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> shared = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<TensorSlot> slots;
    private IReadOnlyList<TensorSlot>? placed;
    private string? path;

    public ConstructedModule(string @class, Attributes? attributes = null)
    {
        Class = @class;
        Attributes = attributes ?? Attributes.None;
        slots = LayerTable.Find(@class)?.Tensors(Attributes) ?? [];
    }

    public override string Class { get; }

    public override string? Container => DerivedFrom ?? base.Container;

    /// <summary>The container of TorchSharp that its class derives from, or null.</summary>
    public string? DerivedFrom { get; set; }

    public override string Path => path ?? "?";

    public override Attributes Attributes { get; }

    /// <summary>What TorchSharp knows of its members.</summary>
    public Registration Registration { get; } = new();

    // Of no dimensions are the counters of layers, which nothing reads.
    public override IReadOnlyList<TensorSlot> Tensors => placed ?? Known();

    private IReadOnlyList<TensorSlot> Known()
    {
        IReadOnlyList<TensorSlot> known = [.. OwnTensors.Where(t => t.IsPersistent).Select(Slot).OfType<TensorSlot>().Where(t => t.Shape.Count > 0 || slots.Count == 0)];
        placed = HasPath ? known : null;
        return known;
    }

    /// <summary>Its own parameters and buffers by name: a layer's, where others were put in their place those, or what was registered.</summary>
    public IEnumerable<RegisteredTensor> OwnTensors => slots.Count > 0
        ? slots.Select(s => new RegisteredTensor(s.Name, ties.TryGetValue(s.Name, out var tie) ? tie : new Value.Weight(this, s.Name), s.IsBuffer))
        : Registration.Tensors;

    /// <summary>The modules that TorchSharp enumerates, by name.</summary>
    public IEnumerable<(string Name, ConstructedModule Module)> NamedChildren => Container == "Sequential"
        ? items.Where(i => i.Module is ConstructedModule).Select(i => (i.Name, (ConstructedModule)i.Module)) : Registration.Modules;

    /// <summary>Whether it is new with every call of the model.</summary>
    public bool IsMadeInForward { get; init; }

    /// <summary>Whether construction is over and the module was registered, so that it is known where in the model it is.</summary>
    public bool HasPath => path is not null;

    public override bool IsRegistered => HasPath;

    public override IReadOnlyList<ModuleObject> Items => [.. items.Select(i => i.Module)];

    public override IReadOnlyList<string> ItemNames => [.. items.Select(i => i.Name)];

    /// <summary>Whether something holds the module that only its own class fits.</summary>
    public bool IsConfined { get; private set; }

    public override bool CanBeExchanged => !IsConfined;

    public override bool CanSet(string field) => true;

    public override bool CanResize(string field) => true;

    /// <summary>What tells whether two values are one tensor.</summary>
    public static object Identity(Value tensor) => tensor switch
    {
        Value.Weight { Owner: ConstructedModule owner } w when owner.ties.TryGetValue(w.Name, out var tie) => Identity(tie),
        Value.Weight w => (w.Owner, w.Name),
        _ => tensor,
    };

    /// <summary>States that only its own class fits where the module is held; of a container, that of each of its modules.</summary>
    public void Confine()
    {
        IsConfined = true;
        items.ForEach(i => (i.Module as ConstructedModule)?.Confine());
    }

    public override Value Read(FieldProgram field) =>
        fields.TryGetValue(field.Name, out var value) ? value
        : field.Kind is FieldKind.Module or FieldKind.Tensor ? new Value.Null()
        : new Value.Symbol($"{TypeIds.Short(Class)}.{field.Name}");

    // TorchSharp registers fields as they are declared.
    public override IReadOnlyList<(string Name, ModuleObject Module)>? Children(IEnumerable<FieldProgram> declared) =>
        items.Count > 0 ? [.. items]
        : [.. declared.Select(f => f.Name).Concat(fields.Keys).Distinct().Where(fields.ContainsKey).Select(n => (Name: n, (fields[n] as Value.Module)?.Instance)).Where(f => f.Instance is not null).Select(f => (f.Name, f.Instance!))];

    public void Write(string field, Value value) => fields[field] = value;

    /// <summary>Puts another tensor in the place of a layer's parameter.</summary>
    public void Tie(string name, Value tensor)
    {
        ties[name] = tensor;
        placed = null;
    }

    /// <summary>Adds a module to a container, under its position unless it has a name.</summary>
    public void Add(ModuleObject module, string? name = null) => Insert(items.Count, module, name);

    /// <summary>Puts a module into a container.</summary>
    public void Insert(int index, ModuleObject module, string? name = null)
    {
        items.Insert(index, (name ?? items.Count.ToString(CultureInfo.InvariantCulture), module));
        if (IsConfined)
        {
            (module as ConstructedModule)?.Confine();
        }
    }

    /// <summary>Puts another module in the place of one in a container.</summary>
    public void Replace(int index, ModuleObject module) => items[index] = (items[index].Name, module);

    /// <summary>Takes modules out of a container.</summary>
    public void Remove(int index, int count) => items.RemoveRange(index, count);

    /// <summary>Says where the module is, once construction is over.</summary>
    public void Place(string ownPath) => path = ownPath;

    /// <summary>Says that one of its tensors is one that has a path already.</summary>
    public void Share(string name, string firstPath) => shared[name] = firstPath;

    // A tensor whose shape does not follow from the source has no slot.
    private TensorSlot? Slot(RegisteredTensor own)
    {
        var slot = slots.FirstOrDefault(s => s.Name == own.Name);
        if (TensorShape.Of(own.Tensor) is { } shape)
        {
            slot = new(own.Name, shape, own.IsBuffer) { IsIntegral = TensorShape.IsIntegral(own.Tensor) };
        }

        return slot is null ? null : shared.TryGetValue(own.Name, out var first) ? slot with { Path = first } : slot;
    }

    /// <summary>The shape of one of a layer's own tensors.</summary>
    public TensorSlot? OwnSlot(string name) => slots.FirstOrDefault(s => s.Name == name);
}
