using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>The bindings of a signature's names in one application.</summary>
internal sealed class SignatureMatch(Signature signature, Application application)
{
    private readonly Dictionary<string, AxisType> bindings = new(StringComparer.Ordinal);
    private readonly List<(string Name, int Operand, int Axis)> occurrences = [];
    private readonly List<(int Operand, int Axis)> trailing = [];
    private readonly List<(int Operand, int Explicit)> leading = [];
    private List<AxisType> trailingTypes = [];

    /// <summary>Makes the rank of an operand known, where it can be.</summary>
    public bool Close(int operand) => application.Node.Operands[operand] is not { Type: { HasRank: false } type } || Close(operand, signature.Operands[operand], type);

    /// <summary>Binds an operand's axes; false where it has too few or too many.</summary>
    public bool Bind(int operand, TensorPattern pattern, GraphValue value)
    {
        var type = value.Type;
        var explicitAxes = pattern.Axes.Count;
        var fits = type.HasRank ? type.Count == explicitAxes || (type.Count > explicitAxes && (pattern.HasLeading || pattern.Trailing is not null))
            : pattern.HasLeading && explicitAxes <= 1 ? type.Require(explicitAxes)
            : Close(operand, pattern, type);
        if (!fits)
        {
            return false;
        }

        if (value.Leaf is not null && type.Count > explicitAxes)
        {
            application.Open(value);
            type = value.Type;
        }

        var after = pattern.HasLeading ? 0 : type.Count - explicitAxes;
        for (var i = 0; i < explicitAxes; i++)
        {
            BindAxis(operand, pattern.Axes[i], value, after + explicitAxes - 1 - i);
        }

        if (pattern.HasLeading)
        {
            leading.Add((operand, explicitAxes));
        }
        else if (pattern.Trailing is not null)
        {
            trailing.AddRange(Enumerable.Range(0, after).Select(i => (operand, i)));
            var types = type.Axes.Skip(explicitAxes).ToList();
            if (trailing.Count > after && types.Count != trailingTypes.Count)
            {
                return false;
            }

            trailingTypes = trailing.Count > after ? [.. trailingTypes.Zip(types, (a, b) => BroadcastTyping.Meet(a, b, application))] : types;
        }

        return true;
    }

    /// <summary>Whether every axis of a result is that of an operand that was given.</summary>
    public bool Knows(TensorPattern result) => result.Axes.All(a => a.IsComputed || a.Factors.All(bindings.ContainsKey));

    /// <summary>States what becomes of the names that no result has, and of those whose positions are combined all the same.</summary>
    public void Consume(Func<string, bool> mixes)
    {
        foreach (var (name, operand, axis) in occurrences)
        {
            if (mixes(name))
            {
                application.Node.Mixed.Add(new(operand, axis, bindings[name]));
            }
        }

        if (trailing.Count > 0 && (mixes(TrailingName) || !signature.Results.Any(r => r.Trailing is not null)))
        {
            foreach (var (operand, axis) in trailing)
            {
                application.Mix(operand, axis);
            }
        }

        if (leading.Count > 0 && !signature.Results.Any(r => r.HasLeading))
        {
            foreach (var (operand, axis) in leading.SelectMany(l => Enumerable.Range(l.Explicit, application.Node.Operands[l.Operand]!.Type.Count - l.Explicit).Select(i => (l.Operand, i))))
            {
                application.Mix(operand, axis);
            }
        }

        foreach (var name in bindings.Keys)
        {
            if (signature.IsResult(name))
            {
                continue;
            }

            var axes = Occurrences(name);
            if (IsPrunable(name) && axes.Count > 1)
            {
                application.Node.Contracted.Add(axes);
            }
            else
            {
                application.Node.Mixed.AddRange(axes);
            }
        }
    }

    private List<ConsumedAxis> Occurrences(string name)
    {
        List<ConsumedAxis> axes = [];
        foreach (var (at, operand, axis) in occurrences)
        {
            if (at == name)
            {
                axes.Add(new(operand, axis, bindings[name]));
            }
        }

        return axes;
    }

    /// <summary>Makes a result of the bound names.</summary>
    public void Result(int index, TensorPattern pattern, IReadOnlyList<Size>? computed)
    {
        var next = 0;
        var axes = pattern.Axes.Select(a => a.IsComputed ? AxisType.Fixed(Computed(computed, next++)) : TypeOf(a)).ToList();
        var (prefix, row) = pattern.HasLeading ? Leading() : ([], null);
        var after = pattern.Trailing is null ? [] : trailingTypes;
        application.Result(new([.. prefix, .. axes, .. after], row));
        var count = axes.Count + after.Count;
        foreach (var (operand, used) in pattern.HasLeading ? leading : [])
        {
            for (var i = used; i < application.Node.Operands[operand]!.Type.Count; i++)
            {
                application.Carry(operand, i, count + i - used, index);
            }
        }

        for (var i = 0; i < axes.Count; i++)
        {
            foreach (var (name, operand, axis) in occurrences)
            {
                if (pattern.Axes[i].Holds(name))
                {
                    application.Carry(operand, axis, count - 1 - i, index);
                }
            }
        }

        foreach (var (operand, axis) in pattern.Trailing is null ? [] : trailing)
        {
            application.Carry(operand, axis, axis, index);
        }
    }

    // Where the rank is not known, the tensor is taken to have the axes that are known where these have as many channels as the
    // parameters say; otherwise one batch axis before them, and one more where what would then be its channels are not as many.
    private bool Close(int operand, TensorPattern pattern, TensorType type)
    {
        if (pattern.HasLeading || pattern.Trailing is null)
        {
            return type.Close(pattern.Axes.Count + (pattern.HasLeading ? 1 : 0));
        }

        var channels = Channels(operand, pattern);
        if (channels is not null && type.Count >= pattern.Axes.Count && Size.AreEqual(type.Axes[pattern.Axes.Count - 1].Extent, channels) == true)
        {
            return type.Close(type.Count);
        }

        var isOther = type.Count >= pattern.Axes.Count - 1 && type.Count > 0 && channels is not null && Size.AreEqual(type.Axes[0].Extent, channels) == false;
        return type.Close(System.Math.Max(pattern.Axes.Count, type.Count + (isOther ? 2 : 1)));
    }

    // What another operand says of the last axis that is named.
    private Size? Channels(int operand, TensorPattern pattern) => application.Node.Operands
        .Where((o, i) => i != operand && o is { Type: { HasRank: true, Count: 1 } } && signature.Operands[i].Axes is [var axis] && axis.Equals(pattern.Axes[pattern.Axes.Count - 1]))
        .Select(o => o!.Type.Axes[0].Extent).FirstOrDefault();

    private string TrailingName => "*" + signature.Operands.Select(o => o.Trailing).FirstOrDefault(t => t is not null);

    // The axes before those that are named: of several operands aligned from the last, where they are the same.
    private (List<AxisType> Axes, Row? Row) Leading()
    {
        if (leading is [var (only, own)])
        {
            var source = application.Node.Operands[only]!.Type;
            return ([.. source.Axes.Take(source.Count - own)], source.HasRank ? null : BatchedTyping.OpenRow(source, source.Count));
        }

        var sources = leading.Select(l => (application.Node.Operands[l.Operand]!.Type, l.Explicit)).ToList();
        var count = sources.Select(s => s.Type.Count - s.Explicit).DefaultIfEmpty(0).Max();
        foreach (var (type, used) in sources.Where(s => sources.Count > 1 && !s.Type.HasRank))
        {
            type.Require(count + used);
        }

        var axes = Enumerable.Range(0, count).Reverse()
            .Select(i => sources.Where(s => s.Type.Count > s.Explicit + i).Select(s => s.Type.FromEnd(s.Explicit + i)!).Aggregate((a, b) => BroadcastTyping.Meet(a, b, application)))
            .ToList();
        var open = sources.Select(s => s.Type).FirstOrDefault(t => !t.HasRank);
        return (axes, open is null ? null : BatchedTyping.OpenRow(open, open.Count));
    }

    private static bool IsPrunable(string name) => char.IsUpper(name[0]);

    private void BindAxis(int operand, AxisPattern pattern, GraphValue value, int axis)
    {
        var (isPrunable, isWriter) = (false, false);
        foreach (var name in pattern.Factors)
        {
            occurrences.Add((name, operand, axis));
            isPrunable |= IsPrunable(name) || IsGroups(name);
            isWriter |= signature.IsResult(name) && !IsFixedCount(name);
        }

        var type = value.Leaf is { } leaf
            ? leaf.Use(leaf.Shape.Count - 1 - axis, isPrunable, isPrunable && isWriter, application)
            : value.Type.FromEnd(axis)!;
        if (pattern.Factors.Count == 1)
        {
            BindName(pattern.Factors[0], type);
        }
        else
        {
            application.Solver.Unify(AxisType.Product([.. pattern.Factors.Select(f => Factor(f, type))]), type, application.Origin);
        }
    }

    private void BindName(string name, AxisType type)
    {
        if (!bindings.TryGetValue(name, out var bound))
        {
            bindings.Add(name, type);
        }
        else if (bound != type)
        {
            application.Solver.Unify(bound, type, application.Origin);
        }
    }

    // Grouped convolution: the groups are a fixed outer factor, unless each holds one channel; then they are the channels.
    private AxisFactor Factor(string name, AxisType axis)
    {
        if (bindings.TryGetValue(name, out var bound))
        {
            return bound.Terms[0].Factors is [var only] ? only : AxisFactor.Fixed(Size.One);
        }

        var groups = application.Attributes.Integer("groups", 1);
        var isOfInput = IsOfInput(axis, groups);
        var extent = isOfInput ? (IsGroups(name) ? axis.Extent : Size.One) : IsGroups(name) ? groups : axis.Extent / groups;
        var isSpace = !isOfInput && (!IsGroups(name) || axis.Extent.Equals(groups));
        var factor = extent.Equals(Size.One) || !isSpace ? AxisFactor.Fixed(extent)
            : AxisFactor.Of(application.Solver.NewSpace(extent, $"{application.Node}:{name}"));
        bindings.Add(name, AxisType.Product(factor));
        return factor;
    }

    // A group for every channel of something that is fixed, such as the model's input: as many as that has, for that reason.
    private bool IsOfInput(AxisType axis, Size groups) => !application.Solver.IsLinked && !groups.Equals(1)
        && application.Attributes.Integer("in_channels", 0).Equals(groups)
        && application.Solver.Resolve(axis) is { IsFixed: true, Extent: var extent } && application.Solver.SourceOf(extent, null) is not null;

    private static bool IsGroups(string name) => name == "g";

    // Groups of several channels are never removed: an axis does not write them because its channels are counted by them.
    private bool IsFixedCount(string name) => IsGroups(name) && bindings.TryGetValue(name, out var groups) && groups.IsFixed;

    private AxisType TypeOf(AxisPattern pattern) =>
        pattern.Factors.Count == 1 ? bindings[pattern.Factors[0]] : AxisType.Product([.. pattern.Factors.SelectMany(f => bindings[f].Terms[0].Factors)]);

    private Size Computed(IReadOnlyList<Size>? computed, int index) =>
        computed is not null && index < computed.Count ? computed[index] : application.Graph.NewFixed($"{application.Node.Function}.shape", null);
}
