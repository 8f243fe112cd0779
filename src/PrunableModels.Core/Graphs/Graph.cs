using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// One execution of a model program: operators in order, with every loop unrolled and every call followed, and the axis types that
/// their signatures demand.
/// </summary>
public sealed class Graph
{
    private readonly Dictionary<object, GraphValue> leaves = [];
    private readonly Dictionary<string, (GraphValue Tensor, string Index)> extents = [];
    private readonly Dictionary<string, (Size Dividend, Size Divisor)> remainders = [];
    private readonly Dictionary<string, int> repeats = [];
    private readonly Dictionary<FieldSource, AxisType> fieldExtents = [];
    private readonly HashSet<AxisType> ofFields = [];
    private int values;

    internal Graph(bool isLinked = false, bool isConstruction = false, IEnumerable<string>? erased = null)
    {
        Solver = new() { IsLinked = isLinked };
        Erased = new(erased ?? []);
        IsConstruction = isConstruction;
    }

    /// <summary>Whether it holds what constructors compute, and not what the model does.</summary>
    internal bool IsConstruction { get; }

    /// <summary>What is zero because it is erased.</summary>
    internal ErasedFlow Erased { get; }

    /// <summary>The spaces and what is known of them.</summary>
    public AxisSolver Solver { get; }

    /// <summary>The operators in the order of execution.</summary>
    public List<Node> Nodes { get; } = [];

    /// <summary>The model's tensor inputs.</summary>
    public List<GraphValue> Inputs { get; } = [];

    /// <summary>The tensors that the model returns.</summary>
    public List<GraphValue> Outputs { get; } = [];

    /// <summary>The parameters and buffers that were used, in order of first use.</summary>
    public IEnumerable<GraphValue> Leaves => leaves.Values.OrderBy(v => v.Id);

    /// <summary>The parameter or buffer of that state-dict path; null where none of it was used.</summary>
    public TensorLeaf? FindLeaf(string path) => leaves.TryGetValue(path, out var value) ? value.Leaf : null;

    /// <summary>What the removal of structures has to be made up for with.</summary>
    public List<Compensation> Compensations { get; } = [];

    /// <summary>Fields from which numbers were computed, so that setting them to another number would change more than one place.</summary>
    internal HashSet<FieldSource> ComputedFrom { get; } = [];

    /// <summary>Fields that hold whole numbers, and the axes whose extents these are: where such an axis becomes smaller, so does the number.</summary>
    public IReadOnlyDictionary<FieldSource, AxisType> FieldExtents => fieldExtents;

    /// <summary>Conditions that the live model does not tell, where it can go in more than this one way.</summary>
    public List<string> Undecided { get; } = [];

    /// <summary>The model's own call, with all others inside.</summary>
    public Frame Root { get; internal set; } = new(null, null, "forward");

    /// <summary>The extents that were read from tensors of unknown rank: by the symbols that stand for them, the tensor and the index into its shape.</summary>
    public IReadOnlyDictionary<string, (GraphValue Tensor, string Index)> Extents => extents;

    /// <summary>The symbols that stand for the remainder of a division.</summary>
    public IReadOnlyDictionary<string, (Size Dividend, Size Divisor)> Remainders => remainders;

    /// <summary>Conditions on inputs that are no tensors: with other inputs the model does something else.</summary>
    public List<string> InputConditions { get; } = [];

    /// <summary>The fields that hold the modules which constructors made, each by the class that declares it.</summary>
    public Dictionary<ModuleObject, (string Class, string Field)> Fields { get; } = [];

    /// <summary>Conditions on what tensors hold.</summary>
    public List<DataCondition> DataConditions { get; } = [];

    /// <summary>What is wrong with what the constructors register; nothing where the model is live.</summary>
    public List<RegistrationFinding> Registrations { get; } = [];

    /// <summary>Whether something depended on a tensor's rank that was not known.</summary>
    internal bool AsksForRanks { get; set; }

    /// <summary>Whether execution ends where the rank of an input is found out after something depended on it.</summary>
    internal bool EndsWhereRanksAreFound { get; set; }

    /// <summary>Returns other tensors instead.</summary>
    internal void Replace(Func<GraphValue, GraphValue> instead)
    {
        var outputs = Outputs.Select(instead).ToList();
        Outputs.Clear();
        Outputs.AddRange(outputs);
    }

    internal GraphValue NewValue(TensorType type, TensorLeaf? leaf = null, int? input = null) => new(values++, type) { Leaf = leaf, Input = input, IsConstruction = IsConstruction };

    /// <summary>The value of a parameter or buffer, the same at every use.</summary>
    internal GraphValue Leaf(ModuleObject owner, TensorSlot slot)
    {
        // Before construction is over nothing has a path.
        object path = slot.Path is not null || owner.IsRegistered ? slot.Path ?? owner.PathOf(slot.Name) : (owner, slot.Name);
        if (!leaves.TryGetValue(path, out var value))
        {
            var leaf = new TensorLeaf(owner, slot);
            value = NewValue(new([.. slot.Shape.Select(AxisType.Fixed)]), leaf);
            leaves.Add(path, value);
        }

        return value;
    }

    /// <summary>An input whose axes become known as they are used; the extents given are the last ones.</summary>
    internal GraphValue NewInput(string name, IReadOnlyList<Size>? extents)
    {
        var index = Inputs.Count;
        var reason = new KeptReason(KeptKind.ModelInput, $"it belongs to the model's input {name}", null);
        var type = extents is null ? OpenType(name, reason, _ => NoteRank()) : new TensorType([.. extents.Select(AxisType.Fixed)]);
        var input = NewValue(type, input: index);
        input.Name = name;
        Inputs.Add(input);
        return input;
    }

    private void NoteRank()
    {
        if (AsksForRanks && EndsWhereRanksAreFound)
        {
            throw new RankFoundException();
        }
    }

    /// <summary>A tensor of which nothing is known but that its axes are fixed.</summary>
    internal TensorType OpenType(string name, KeptReason reason, Action<int>? onClose = null) => new([], new Row(i => AxisType.Fixed(NewFixed($"{name}.shape[^{i + 1}]", reason)), onClose));

    /// <summary>The axis whose extent a field holds: a space of its own until it turns out to be that of some tensor.</summary>
    internal AxisType FieldExtent(FieldSource field, Size extent)
    {
        if (!fieldExtents.TryGetValue(field, out var axis))
        {
            axis = AxisType.Of(Solver.NewSpace(extent, field.ToString()));
            fieldExtents.Add(field, axis);
            ofFields.Add(axis);
        }

        return axis;
    }

    /// <summary>Whether an axis stands for the number in a field.</summary>
    internal bool IsFieldExtent(AxisType axis) => ofFields.Contains(axis);

    /// <summary>The symbol for the remainder of a division.</summary>
    internal string Remainder(Size dividend, Size divisor)
    {
        var symbol = $"({dividend.ToFactor()} % {divisor.ToFactor()})";
        remainders[symbol] = (dividend, divisor);
        return symbol;
    }

    /// <summary>The symbol for an extent of a tensor of unknown rank: another one for another tensor, also where variables are called the same.</summary>
    internal string ExtentSymbol(GraphValue tensor, string index)
    {
        var name = $"{tensor.Name ?? "x"}.shape[{index}]";
        var unique = name;
        for (var i = 2; extents.TryGetValue(unique, out var known) && !ReferenceEquals(known.Tensor, tensor); i++)
        {
            unique = $"{name}'{i}";
        }

        extents[unique] = (tensor, index);
        AsksForRanks = true;
        return unique;
    }

    /// <summary>A fixed extent of unknown size and the reason that an axis which has to match it is kept.</summary>
    internal Size NewFixed(string name, KeptReason? reason)
    {
        var unique = name;
        while (Solver.FixedSources.ContainsKey(unique))
        {
            // The search goes on where the last one for this name ended.
            repeats[name] = repeats.TryGetValue(name, out var last) ? last + 1 : 2;
            unique = $"{name}'{repeats[name]}";
        }

        Solver.FixedSources[unique] = reason ?? new(Solver.Unfit, $"it has to match {name}", null);
        return Size.Symbol(unique);
    }
}
