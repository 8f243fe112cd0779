using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// <c>functional.unfold(kernel_size)</c>: channels <c>C</c> become <c>C * kh*kw</c>, and the windows the last axis. The method of a
/// tensor, <c>unfold(dimension, size, step)</c>, has the windows of one axis in its place and the positions in each as a last axis.
/// </summary>
internal sealed class UnfoldTyping : ITyping
{
    public void Apply(Application application)
    {
        var type = application.Node.Operands[0]!.Type;
        if (application.Attributes.Find("kernel_size") is not null && type.Close(4))
        {
            var kernel = application.Attributes.Window("kernel_size", 2);
            application.Mix(0, 0);
            application.Mix(0, 1);
            var channels = application.Solver.Multiply([type.Axes[1], AxisType.Fixed(kernel[0] * kernel[1])], application.Origin);
            application.Result(new([type.Axes[0], channels, AxisType.Fixed(application.Graph.NewFixed("unfold.shape", null))]));
            application.Carry(0, 2, 1);
            application.Carry(0, 3, 2);
        }
        else if (application.Attributes.Find("size") is Value.Integer size && type.HasRank && application.Dimension(type, long.MaxValue, "dimension") is { } along)
        {
            application.Mix(0, along);
            List<AxisType> axes = [.. type.Axes.Select((a, i) => i == type.Count - 1 - along ? AxisType.Fixed(application.Graph.NewFixed("unfold.shape", null)) : a), AxisType.Fixed(size.Size)];
            application.Result(new(axes));
            foreach (var i in Enumerable.Range(0, type.Count).Where(i => i != along))
            {
                application.Carry(0, i, i + 1);
            }
        }
        else
        {
            application.GiveUp(KeptKind.UnknownOperation, $"{application.Node} is given windows that are not known");
        }
    }
}
