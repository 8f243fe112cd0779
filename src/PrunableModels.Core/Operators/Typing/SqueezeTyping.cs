using System.Linq;

namespace PrunableModels.Core;

/// <summary><c>unsqueeze(dim)</c> and <c>squeeze(dim)</c>: an axis of extent 1 comes or goes.</summary>
internal sealed class SqueezeTyping(bool removes) : ITyping
{
    public void Apply(Application application)
    {
        var type = application.Node.Operands[0]!.Type;
        var dimension = application.Attributes.Constant("dim", long.MaxValue);
        var rank = removes ? type.Count : type.Count + 1;
        // Counted from the last axis, a place is also known where the leading axes are not.
        var leading = type.HasRank ? null : type.Leading;
        var isKnown = dimension is not (null or long.MaxValue) && (leading is null || (dimension < 0 && -dimension - 1 <= type.Own.Count - (removes ? 1 : 0)));
        var at = !isKnown ? -1 : (int)(dimension!.Value < 0 ? -dimension.Value - 1 : rank - 1 - dimension.Value);
        if (at < 0 || at >= rank || (removes && !type.FromEnd(at)!.Extent.Equals(Size.One)))
        {
            application.GiveUp(KeptKind.UnknownOperation, $"{application.Node.Function} is given a dimension that is not known to have the extent 1");
            return;
        }

        var axes = type.Axes.ToList();
        if (removes)
        {
            axes.RemoveAt(axes.Count - 1 - at);
        }
        else
        {
            axes.Insert(axes.Count - at, AxisType.Fixed(Size.One));
        }

        application.Result(new([.. axes.Skip(leading?.Axes.Count ?? 0)], leading));
        for (var i = 0; i < type.Count; i++)
        {
            if (!removes || i != at)
            {
                application.Carry(0, i, i < at ? i : removes ? i - 1 : i + 1);
            }
        }
    }
}
