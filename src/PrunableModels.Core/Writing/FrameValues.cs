using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>The tensors that a call of a module has seen, in order.</summary>
/// <param name="graph">The whole execution.</param>
internal sealed class FrameValues(Graph graph)
{
    private readonly List<GraphValue> defined = [];
    private readonly Dictionary<GraphValue, GraphValue> aliases = [];

    public IReadOnlyList<GraphValue> Defined => defined;

    public bool IsDefined(GraphValue value) => defined.Contains(value);

    public void Define(GraphValue value)
    {
        if (!defined.Contains(value))
        {
            defined.Add(value);
        }
    }

    /// <summary>Says that a value is the same tensor as an earlier one.</summary>
    public void Alias(GraphValue value, GraphValue same) => aliases[value] = same;

    /// <summary>The value as this call knows it: what a callee changed in place is still the caller's variable.</summary>
    public GraphValue Known(GraphValue value, Origin? origin)
    {
        while (!defined.Contains(value))
        {
            value = (aliases.TryGetValue(value, out var same) ? same : Before(value))
                ?? throw new CompactClassException("A tensor is used that was made in the forward method of another module", origin, "Return it from there.");
        }

        return value;
    }

    /// <summary>A tensor and what it was before it was changed in place or moved, the latest first.</summary>
    public static IReadOnlyList<GraphValue> Versions(GraphValue value)
    {
        var versions = new List<GraphValue>();
        for (var version = value; version is not null; version = Before(version))
        {
            versions.Add(version);
        }

        return versions;
    }

    /// <summary>Whether a node only moves its operand to the scope outside.</summary>
    public static bool MovesOut(Node node) => node.Function.EndsWith("MoveToOuterDisposeScope", StringComparison.Ordinal);

    private static GraphValue? Before(GraphValue value) =>
        value.Producer is { } producer && (producer.WritesInPlace || MovesOut(producer) || ModuleTree.IsNeedless(producer)) ? producer.Operands[0] : null;

    /// <summary>The code of a number that is known as a symbol: an extent, or what is computed from some; null where it is something else.</summary>
    public Code? Extent(Value.Symbol symbol, Node user) => Sizes(user).Of(Size.Symbol(symbol.Key));

    /// <summary>The code of an integer that is no literal: read from the shape of a tensor, or null where it is a literal or cannot be read.</summary>
    public Code? Extent(Value.Integer integer, Node user)
    {
        // A size of the input that happens to be known is still read: the class takes others, such as other batches.
        if (integer.Axis is { } axis && graph.Solver.Resolve(axis).IsFixed && Find((a, _) => ReferenceEquals(a, axis), user) is { } read)
        {
            return Code.Of(read);
        }

        return integer.Size.IsConstant(out _) ? null : Sizes(user).Of(integer.Size);
    }

    private SizeCode Sizes(Node user) => new(size => Read(size, user), graph.Remainders);

    private Code? Read(Size size, Node user)
    {
        var read = (size.IsSymbol(out var name) ? Find(name) : null) ?? Find((_, extent) => extent.Equals(size), user);
        return read is null ? null : Code.Of(read);
    }

    private CodePart.Extent? Find(string symbol) =>
        graph.Extents.TryGetValue(symbol, out var extent) && defined.Contains(extent.Tensor) ? new(extent.Tensor, extent.Index) : null;

    // Operands of the reader come first: that is what the source mostly does.
    private CodePart.Extent? Find(Func<AxisType, Size, bool> matches, Node user)
    {
        foreach (var value in user.Operands.OfType<GraphValue>().Where(defined.Contains).Concat(defined.AsEnumerable().Reverse()))
        {
            var axes = value.Type.Axes;
            for (var i = 0; i < axes.Count; i++)
            {
                if (matches(axes[i], graph.Solver.Resolve(axes[i]).Extent))
                {
                    var index = value.Type.HasRank ? i : axes.Count - i;
                    return new(value, (value.Type.HasRank ? "" : "^") + index.ToString(CultureInfo.InvariantCulture));
                }
            }
        }

        return null;
    }
}
