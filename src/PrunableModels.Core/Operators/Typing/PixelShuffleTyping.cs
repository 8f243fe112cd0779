namespace PrunableModels.Core;

/// <summary><c>pixel_shuffle(r)</c>: channels <c>C * r*r</c> become <c>C</c> and positions <c>r</c> times as many; <c>pixel_unshuffle</c> is the inverse.</summary>
internal sealed class PixelShuffleTyping(bool isInverse) : ITyping
{
    public void Apply(Application application)
    {
        var type = application.Node.Operands[0]!.Type;
        var name = isInverse ? "downscale_factor" : "upscale_factor";
        if (!type.Require(3) || application.Attributes.Find(name) is not (Value.Integer { Axis: null } or Value.Symbol))
        {
            application.GiveUp(KeptKind.UnknownOperation, $"{application.Node} is given a factor that is not known");
            return;
        }

        var r = application.Attributes.Integer(name, 1);
        var channels = application.Solver.Resolve(type.FromEnd(2)!);
        var (height, width) = (type.FromEnd(1)!.Extent, type.FromEnd(0)!.Extent);
        application.Mix(0, 0);
        application.Mix(0, 1);
        application.ResultWith(2, isInverse ? application.Solver.Multiply([channels, AxisType.Fixed(r * r)], application.Origin) : Inner(application, channels, r * r));
        var result = application.Node.Outputs[0];
        AxisType[] positions = [AxisType.Fixed(isInverse ? height / r : height * r), AxisType.Fixed(isInverse ? width / r : width * r)];
        var axes = new System.Collections.Generic.List<AxisType>(result.Type.Axes);
        (axes[axes.Count - 2], axes[axes.Count - 1]) = (positions[0], positions[1]);
        var known = result.Type.HasRank ? 0 : result.Type.Leading!.Axes.Count;
        result.Type = new(axes.GetRange(known, axes.Count - known), result.Type.HasRank ? null : result.Type.Leading);
    }

    internal static AxisType Inner(Application application, AxisType channels, Size inner)
    {
        if (channels.IsFixed)
        {
            return AxisType.Fixed(channels.Extent / inner);
        }

        var outer = application.Solver.NewSpace(channels.Extent / inner, $"{application.Node}:channels");
        application.Solver.Unify(channels, AxisType.Product(AxisFactor.Of(outer), AxisFactor.Fixed(inner)), application.Origin);
        return AxisType.Of(outer);
    }
}
