using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// Positions chosen by data along one dimension, which is kept: <c>index_select(dim, index)</c> with a list of positions, and
/// <c>gather(dim, index)</c> with positions for every place of the result. The other axes are carried.
/// </summary>
internal sealed class GatherTyping : ITyping
{
    public void Apply(Application application)
    {
        var (type, index) = (application.Node.Operands[0]!.Type, application.Node.Operands[1]!.Type);
        var isList = application.Node.Operator.Name == "index_select";
        if (!type.HasRank || application.Dimension(type, long.MaxValue, "dim") is not { } along || !index.Close(isList ? 1 : type.Count))
        {
            application.GiveUp(KeptKind.UnknownOperation, $"{application.Node} is given tensors or a dimension that are not known");
            return;
        }

        application.Mix(0, along);
        var axes = Enumerable.Range(0, type.Count).Reverse().Select(i =>
            i == along ? Listed(application, index.FromEnd(isList ? 0 : i)!)
            : isList ? type.FromEnd(i)!
            : Chosen(application, type.FromEnd(i)!, index.FromEnd(i)!)).ToList();
        application.Result(new(axes));
        foreach (var i in Enumerable.Range(0, type.Count).Where(i => i != along && !axes[axes.Count - 1 - i].IsFixed))
        {
            application.Carry(0, i, i);
        }
    }

    private static AxisType Listed(Application application, AxisType index)
    {
        Keep(application, index);
        return AxisType.Fixed(index.Extent);
    }

    // An index may have fewer places than there are; which of them then go on is a matter of positions.
    private static AxisType Chosen(Application application, AxisType axis, AxisType index)
    {
        if (!application.Solver.Resolve(axis).IsFixed && axis.Extent.Equals(index.Extent))
        {
            application.Solver.Unify(axis, index, application.Origin);
            return axis;
        }

        Keep(application, axis);
        return Listed(application, index);
    }

    private static void Keep(Application application, AxisType axis) =>
        application.Solver.Keep(axis, new(KeptKind.Mixed, $"{application.Node} chooses its positions by data", application.Origin));
}
