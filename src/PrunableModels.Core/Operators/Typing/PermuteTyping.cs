using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>The axes in another order: <c>permute(permutation)</c> and <c>transpose(dim0, dim1)</c>.</summary>
internal sealed class PermuteTyping : ITyping
{
    public void Apply(Application application)
    {
        var type = application.Node.Operands[0]!.Type;
        if (Order(application.Attributes, type) is not { } order)
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
    private static List<int>? Order(Attributes attributes, TensorType type)
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

        if (attributes.Constant("dim0", long.MaxValue) is not { } a || attributes.Constant("dim1", long.MaxValue) is not { } b)
        {
            return null;
        }

        type.Require((int)System.Math.Max(a < 0 ? -a : 0, b < 0 ? -b : 0));
        if (type.IndexFromEnd(a) is not { } first || type.IndexFromEnd(b) is not { } second)
        {
            return null;
        }

        var swapped = Enumerable.Range(0, type.Count).Select(i => type.Count - 1 - i).ToList();
        (swapped[type.Count - 1 - first], swapped[type.Count - 1 - second]) = (second, first);
        return swapped;
    }
}
