using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>The axes in another order: <c>permute(permutation)</c>, <c>transpose(dim0, dim1)</c> and its other names, <c>movedim(source, destination)</c>.</summary>
internal sealed class PermuteTyping : ITyping
{
    public void Apply(Application application)
    {
        var type = application.Node.Operands[0]!.Type;
        if (Order(application.Node.Operator.Name, application.Attributes, type) is not { } order)
        {
            application.GiveUp(KeptKind.UnknownOperation, $"{application.Node.Function} is given dimensions that are not known");
            return;
        }

        var axes = type.Axes;
        application.Result(new([.. order.Select(i => axes[axes.Count - 1 - i])], BatchedTyping.OpenRow(type, type.Count)));
        for (var i = 0; i < order.Count; i++)
        {
            application.Carry(0, order[i], order.Count - 1 - i);
        }
    }

    // For each result axis from the front, the operand's axis from the end.
    private static List<int>? Order(string name, Attributes attributes, TensorType type)
    {
        if (attributes.Find("permutation") is Value.Sequence permutation)
        {
            if (!type.Close(permutation.Items.Count))
            {
                return null;
            }

            var order = permutation.Items.Select(i => i is Value.Integer n && n.Size.IsConstant(out var d) ? type.IndexFromEnd(d) : null).ToList();
            return order.Any(i => i is null) || order.Distinct().Count() != type.Count ? null : [.. order.Select(i => i!.Value)];
        }

        if (attributes.Find("source") is { } source && attributes.Find("destination") is { } destination)
        {
            return Moved(type, Positions(type, source), Positions(type, destination));
        }

        if (name is "T" or "H")
        {
            return type.HasRank ? [.. Enumerable.Range(0, type.Count)] : null;
        }

        if ((name == "t" && !type.Close(2)) || Dimensions(name, attributes) is not var (a, b))
        {
            return null;
        }

        type.Require((int)System.Math.Max(a < 0 ? -a : 0, b < 0 ? -b : 0));
        if (type.IndexFromEnd(a) is not { } first || type.IndexFromEnd(b) is not { } second || System.Math.Max(first, second) >= type.Count)
        {
            return null;
        }

        var swapped = Enumerable.Range(0, type.Count).Select(i => type.Count - 1 - i).ToList();
        (swapped[type.Count - 1 - first], swapped[type.Count - 1 - second]) = (second, first);
        return swapped;
    }

    private static (long First, long Second)? Dimensions(string name, Attributes attributes)
    {
        if (name is "t" or "mT" or "mH")
        {
            return (-2, -1);
        }

        var prefix = attributes.Find("axis0") is null ? "dim" : "axis";
        return attributes.Constant($"{prefix}0", long.MaxValue) is { } a && attributes.Constant($"{prefix}1", long.MaxValue) is { } b && a != long.MaxValue && b != long.MaxValue ? (a, b) : null;
    }

    private static List<int?> Positions(TensorType type, Value value) =>
        [.. (value is Value.Sequence s ? s.Items : [value]).Select(v => type.HasRank && v is Value.Integer i && i.Size.IsConstant(out var d) ? type.IndexFromEnd(d) : null)];

    // What moves stands where it is told to, the others fill the places that are left, in order.
    private static List<int>? Moved(TensorType type, List<int?> source, List<int?> destination)
    {
        var known = source.Concat(destination).All(i => i is { } index && index < type.Count);
        if (!known || source.Count != destination.Count || source.Distinct().Count() != source.Count || destination.Distinct().Count() != destination.Count)
        {
            return null;
        }

        var order = new int?[type.Count];
        for (var i = 0; i < source.Count; i++)
        {
            order[type.Count - 1 - destination[i]!.Value] = source[i]!.Value;
        }

        var others = new Queue<int>(Enumerable.Range(0, type.Count).Reverse().Where(i => !source.Contains(i)));
        return [.. order.Select(o => o ?? others.Dequeue())];
    }
}
