using System.Linq;

namespace PrunableModels.Core;

/// <summary><c>stack(tensors, dim)</c>: all axes are unified, and a new one counts the tensors.</summary>
internal sealed class StackTyping : ITyping
{
    public void Apply(Application application)
    {
        var tensors = application.Node.Operands.Select(o => o!).ToList();
        var known = tensors.FirstOrDefault(t => t.Type.HasRank);
        var dimension = application.Attributes.Constant("dim", 0);
        var at = known is null || dimension is null ? -1 : (int)(dimension < 0 ? -dimension.Value - 1 : known.Type.Count - dimension.Value);
        if (known is null || at < 0 || at > known.Type.Count || tensors.Select(t => t.Type.Close(known.Type.Count)).ToList().Contains(false))
        {
            application.GiveUp(KeptKind.UnknownOperation, "stack is given tensors whose rank or dimension is not known");
            return;
        }

        var rank = known.Type.Count;
        var axes = Enumerable.Range(0, rank)
            .Select(i => tensors.Select(t => t.Type.FromEnd(rank - 1 - i)!).Aggregate((a, b) => BroadcastTyping.Meet(a, b, application)))
            .ToList();
        axes.Insert(rank - at, AxisType.Fixed(tensors.Count));
        application.Result(new(axes));
        for (var i = 0; i < rank; i++)
        {
            for (var o = 0; o < tensors.Count; o++)
            {
                application.Carry(o, i, i < at ? i : i + 1);
            }
        }
    }
}
