using System.Linq;

namespace PrunableModels.Core;

/// <summary><c>flatten(start_dim, end_dim)</c>: the row-major product of a range of axes.</summary>
internal sealed class FlattenTyping(long defaultStart) : ITyping
{
    public void Apply(Application application)
    {
        var type = application.Node.Operands[0]!.Type;
        var startDim = application.Attributes.Constant("start_dim", defaultStart);
        var endDim = application.Attributes.Constant("end_dim", -1);
        if (startDim is null || endDim is null)
        {
            application.GiveUp(KeptKind.UnknownOperation, "flatten is given a dimension that is not known");
            return;
        }

        var (start, end) = (type.IndexFromEnd(startDim.Value), type.IndexFromEnd(endDim.Value));
        if (start is null || end is null || start < end)
        {
            // Of unknown rank, so without spaces: flatten(1) leaves two fixed axes.
            FlattenFixed(application, type, startDim.Value, endDim.Value);
            return;
        }

        var count = type.Count;
        var merged = type.Axes.Skip(count - 1 - start.Value).Take(start.Value - end.Value + 1).ToList();
        var product = application.Solver.Multiply(merged, application.Origin);
        application.Result(new([.. type.Axes.Take(count - 1 - start.Value), product, .. type.Axes.Skip(count - end.Value)], BatchedTyping.OpenRow(type, type.Count)));
        var lost = start.Value - end.Value;
        for (var i = 0; i < count; i++)
        {
            application.Carry(0, i, i <= end ? i : i <= start ? end.Value : i - lost);
        }
    }

    private static void FlattenFixed(Application application, TensorType type, long start, long end)
    {
        if (type.HasRank || start < 0 || end != -1 || type.Axes.Any(a => !application.Solver.Resolve(a).IsFixed))
        {
            application.GiveUp(KeptKind.UnknownOperation, "flatten is applied to dimensions that are not known");
            return;
        }

        var axes = Enumerable.Range(0, (int)start + 1).Select(_ => AxisType.Fixed(application.Graph.NewFixed("flatten.shape", null)));
        application.Result(new([.. axes]));
    }
}
