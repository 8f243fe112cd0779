using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>A new tensor of the extents asked for: <c>zeros(2, x.shape[1])</c>. An extent that is read from an axis follows it.</summary>
internal sealed class FactoryTyping : ISizeTyping
{
    private static readonly HashSet<string> Extents = ["size", "sizes", "rows", "columns", "dim0", "dim1", "dim2", "dim3"];

    public void Apply(Application application)
    {
        // What is no extent is a number, which pruning would change.
        foreach (var axis in application.Attributes.Items.Where(i => !Extents.Contains(i.Key)).Select(i => i.Value).OfType<Value.Integer>().Select(i => i.Axis).OfType<AxisType>())
        {
            application.Solver.Keep(axis, new(KeptKind.HardCodedSize, "its size is used as a number", application.Origin));
        }

        var extents = application.Attributes.Items.Where(i => Extents.Contains(i.Key)).SelectMany(i => i.Value is Value.Sequence s ? s.Items : [i.Value]).Select(Axis).ToList();
        if (extents.Count == 0 || extents.Contains(null))
        {
            application.GiveUp(KeptKind.HardCodedSize, $"{application.Node.Function} is given extents that are not known");
            return;
        }

        application.Result(new([.. extents.Select(e => e!)]));
    }

    private static AxisType? Axis(Value extent) => extent switch
    {
        Value.Integer i => i.Axis ?? AxisType.Fixed(i.Size),
        Value.Symbol { ShapeOf: null } s => AxisType.Fixed(Size.Symbol(s.Key)),
        _ => null,
    };
}
