using System.Globalization;
using System.Linq;

namespace PrunableModels.Core;

/// <summary><c>interpolate(size, scale_factor)</c>: batch and channels stay, the axes after them get other extents.</summary>
internal sealed class ResizeTyping : ITyping
{
    public void Apply(Application application)
    {
        var type = application.Node.Operands[0]!.Type;
        if (!type.HasRank || type.Count < 3)
        {
            application.GiveUp(KeptKind.UnknownOperation, $"{application.Node} is given a tensor whose rank is not known");
            return;
        }

        var positions = type.Count - 2;
        application.Result(new([type.Axes[0], type.Axes[1], .. Enumerable.Range(0, positions).Select(i => AxisType.Fixed(Extent(application, type.Axes[i + 2].Extent, i, positions)))]));
        for (var i = 0; i < type.Count; i++)
        {
            application.Carry(0, i, i);
            if (i < positions)
            {
                application.Mix(0, i);
            }
        }
    }

    private static Size Extent(Application application, Size extent, int index, int count)
    {
        var given = application.Attributes.Find("size") ?? application.Attributes.Find("scale_factor");
        var items = given is Value.Sequence s ? s.Items : given is null ? [] : [given];
        var item = items.Count == count ? items[index] : items.Count == 1 ? items[0] : null;
        var isSize = application.Attributes.Find("size") is not null;
        if (isSize && item is Value.Integer { Axis: { } axis })
        {
            application.Solver.Keep(axis, new(KeptKind.HardCodedSize, "its size is used as a number", application.Origin));
        }

        return item switch
        {
            Value.Integer n when isSize => n.Size,
            Value.Integer n => extent * n.Size,
            Value.Number n when double.TryParse(n.Literal, NumberStyles.Float, CultureInfo.InvariantCulture, out var scale) && scale == (long)scale => extent * (long)scale,
            _ => application.Graph.NewFixed($"{application.Node.Function}.shape", null),
        };
    }
}
