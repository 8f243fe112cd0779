using System.Linq;

namespace PrunableModels.Core;

/// <summary><c>cat(tensors, dim)</c> and, with a dimension of their own, <c>hstack</c>, <c>vstack</c> and <c>dstack</c>: the sum of the axes along one dimension; the others are unified.</summary>
internal sealed class ConcatenateTyping : ITyping
{
    public void Apply(Application application)
    {
        var tensors = application.Node.Operands.Select(o => o!).ToList();
        var known = tensors.FirstOrDefault(t => t.Type.HasRank);
        var dimension = Dimension(application, known?.Type.Count ?? 0);

        // Counted from the last axis, the dimension is also known where the leading axes are not; these are the same for all.
        var isOpen = known is null && dimension < 0 && tensors.Count > 0;
        var rank = known?.Type.Count ?? (isOpen ? tensors.Select(t => t.Type.Count).Append((int)-dimension!.Value).Max() : 0);
        if (dimension is null || rank == 0 || tensors.Select(t => isOpen ? t.Type.Require(rank) : t.Type.Close(rank)).ToList().Contains(false) || tensors[0].Type.IndexFromEnd(dimension.Value) is not { } along || along >= rank)
        {
            application.GiveUp(KeptKind.UnknownOperation, $"{application.Node.Operator.Name} is given tensors whose rank or dimension is not known");
            return;
        }

        var axes = new AxisType[rank];
        for (var i = 0; i < rank; i++)
        {
            var parts = tensors.Select(t => t.Type.FromEnd(i)!).ToList();
            axes[rank - 1 - i] = i == along
                ? new(parts.SelectMany(p => application.Solver.Resolve(p).Terms))
                : parts.Aggregate((a, b) => BroadcastTyping.Meet(a, b, application));
            for (var o = 0; o < tensors.Count; o++)
            {
                application.Carry(o, i, i);
            }
        }

        application.Result(new(axes, isOpen ? BatchedTyping.OpenRow(tensors[0].Type, rank) : null));
    }

    // What has too few axes for such a stack would get them first.
    private static long? Dimension(Application application, int rank) => application.Node.Operator.Name switch
    {
        "hstack" => rank == 1 ? 0 : 1,
        "vstack" => rank >= 2 ? 0 : null,
        "dstack" => rank >= 3 ? 2 : null,
        _ => application.Attributes.Constant("dim", 0),
    };
}
