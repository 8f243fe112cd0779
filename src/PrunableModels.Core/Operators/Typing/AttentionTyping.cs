using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// <c>scaled_dot_product_attention(query, key, value)</c>: the widths of query and key are contracted and divided by the root of
/// their size, which the scale of either can make up for; the width of the values and the axes before, such as heads, go on.
/// </summary>
internal sealed class AttentionTyping : ITyping
{
    public void Apply(Application application)
    {
        var values = application.Node.Operands.Take(3).Select(o => o!).ToList();
        var open = values.Where(v => !v.Type.HasRank).ToList();
        if (values.Any(v => !v.Type.Require(2)))
        {
            application.GiveUp(KeptKind.UnknownOperation, $"{application.Node} is given tensors whose axes are not known");
            return;
        }

        var (query, key, value) = (values[0].Type, values[1].Type, values[2].Type);
        application.Solver.Unify(query.FromEnd(0)!, key.FromEnd(0)!, application.Origin);
        application.Node.Contracted.Add([new(0, 0, query.FromEnd(0)!), new(1, 0, key.FromEnd(0)!)]);
        application.Node.DividesByRootOf = query.FromEnd(0)!;
        application.Solver.Unify(key.FromEnd(1)!, value.FromEnd(1)!, application.Origin);
        application.Mix(1, 1);
        KeepMasked(application, query.FromEnd(1)!);
        application.Carry(0, 1, 1);
        application.Carry(2, 0, 0);
        var axes = new List<AxisType> { query.FromEnd(1)!, value.FromEnd(0)! };
        var rank = values.Max(v => v.Type.Count);
        open.ForEach(v => v.Type.Require(rank));
        for (var i = 2; i < rank; i++)
        {
            axes.Insert(0, BatchedTyping.Meet(application, i, [(0, i), (1, i), (2, i), (3, i)], i));
        }

        application.Result(new(axes, open.Count == 0 ? null : BatchedTyping.OpenRow(open[0].Type, 2)));
    }

    // A mask has the positions of queries and keys as its last axes, so none of these can go.
    private static void KeepMasked(Application application, AxisType queries)
    {
        if (application.Node.Operands[3] is { } mask)
        {
            var reason = new KeptReason(KeptKind.Mixed, $"{application.Node} masks its positions", application.Origin);
            application.Solver.Keep(queries, reason);
            application.KeepLeaves(reason);
            foreach (var axis in mask.Type.Axes.Skip(mask.Type.Count - 2))
            {
                application.Solver.Keep(axis, reason);
            }
        }
    }
}
