using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>A module that a constructor's program made: the compile-time environment.</summary>
internal sealed class ConstructedModule : ModuleObject
{
    private readonly Dictionary<string, Value> fields = new(StringComparer.Ordinal);
    private readonly List<(string Name, ModuleObject Module)> items = [];
    private readonly Dictionary<string, Value.Weight> ties = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<TensorSlot> tensors;
    private string? path;

    public ConstructedModule(string @class, Attributes? attributes = null)
    {
        Class = @class;
        Attributes = attributes ?? Attributes.None;
        tensors = LayerTable.Find(@class)?.Tensors(Attributes) ?? [];
    }

    public override string Class { get; }

    public override string Path => path ?? "?";

    public override Attributes Attributes { get; }

    public override IReadOnlyList<TensorSlot> Tensors => ties.Count == 0 ? tensors
        : [.. tensors.Select(t => ties.TryGetValue(t.Name, out var tie) ? t with { Path = PathOf(tie) } : t)];

    /// <summary>Whether construction is over, so that it is known where in the model it is.</summary>
    public bool HasPath => path is not null;

    public override IReadOnlyList<ModuleObject> Items => [.. items.Select(i => i.Module)];

    /// <summary>Whether something holds the module that only its own class fits.</summary>
    public bool IsConfined { get; private set; }

    public override bool CanBeExchanged => !IsConfined;

    public override bool CanSet(string field) => true;

    /// <summary>States that only its own class fits where the module is held; of a container, that of each of its modules.</summary>
    public void Confine()
    {
        IsConfined = true;
        items.ForEach(i => (i.Module as ConstructedModule)?.Confine());
    }

    public override Value Read(FieldProgram field) =>
        fields.TryGetValue(field.Name, out var value) ? value
        : field.Kind == FieldKind.Module ? new Value.Null()
        : new Value.Symbol($"{TypeIds.Short(Class)}.{field.Name}");

    // TorchSharp registers fields as they are declared.
    public override IReadOnlyList<(string Name, ModuleObject Module)>? Children(IEnumerable<FieldProgram> declared) =>
        items.Count > 0 ? [.. items]
        : [.. declared.Select(f => f.Name).Concat(fields.Keys).Distinct().Where(fields.ContainsKey).Select(n => (Name: n, (fields[n] as Value.Module)?.Instance)).Where(f => f.Instance is not null).Select(f => (f.Name, f.Instance!))];

    public void Write(string field, Value value) => fields[field] = value;

    /// <summary>Makes a parameter the same tensor as one of another layer.</summary>
    public void Tie(string name, Value.Weight shared) => ties[name] = shared;

    // What another layer shares in turn is that layer's.
    private static string PathOf(Value.Weight weight) => weight.Owner.Tensors.First(t => t.Name == weight.Name).Path ?? weight.Owner.PathOf(weight.Name);

    /// <summary>Adds a module to a container, under its position unless it has a name.</summary>
    public void Add(ModuleObject module, string? name = null)
    {
        items.Add((name ?? items.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), module));
        if (IsConfined)
        {
            (module as ConstructedModule)?.Confine();
        }
    }

    /// <summary>Gives every module below its state-dict path, as TorchSharp registers fields: the first name that reaches it.</summary>
    public void AssignPaths(string ownPath)
    {
        if (path is not null)
        {
            return;
        }

        path = ownPath;
        foreach (var (name, module) in items)
        {
            (module as ConstructedModule)?.AssignPaths(PathOf(name));
        }

        foreach (var field in fields)
        {
            AssignPaths(field.Value, PathOf(field.Key));
        }
    }

    private static void AssignPaths(Value value, string path)
    {
        if (value is Value.Module { Instance: ConstructedModule module })
        {
            module.AssignPaths(path);
        }
        else if (value is Value.Sequence sequence)
        {
            for (var i = 0; i < sequence.Items.Count; i++)
            {
                AssignPaths(sequence.Items[i], $"{path}[{i}]");
            }
        }
    }
}
