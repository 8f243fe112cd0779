using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// <c>view(shape)</c> and <c>reshape(shape)</c>: the factors of the operand's axes, regrouped in order; a factor that is longer than
/// what is asked for is refined into a product. An extent that is written as a number keeps what it covers; one that is read from
/// the tensor, or <c>-1</c>, does not.
/// </summary>
internal sealed class ViewTyping : IExtentTyping
{
    public void Apply(Application application)
    {
        var type = application.Node.Operands[0]!.Type;
        var shape = application.Attributes.Find("shape") as Value.Sequence;
        if (shape is not null && !type.HasRank && type.Axes.All(a => a.IsFixed) && shape.Items.All(i => i is Value.Integer { Axis: null } or Value.Symbol))
        {
            // Of unknown rank, so without spaces: the axes are what is asked for.
            application.Result(new([.. shape.Items.Select(i => AxisType.Fixed(ViewPieces.IsFree(i) ? application.Graph.NewFixed("view.shape", null) : i is Value.Integer n ? n.Size : Size.Symbol(i.ToString()!)))]));
        }
        else if (shape is null || !type.HasRank)
        {
            application.GiveUp(KeptKind.HardCodedSize, $"{application.Node.Function} is given a shape that is not known");
        }
        else if (new ViewPieces(application, type).Regroup(shape.Items) is { } axes)
        {
            Finish(application, shape.Items, axes);
        }
        else
        {
            application.GiveUp(KeptKind.HardCodedSize, $"the shape of {application.Node.Function} does not follow the axes {type}");
        }
    }

    private static void Finish(Application application, IReadOnlyList<Value> targets, IReadOnlyList<ViewPieces.Piece>[] results)
    {
        var axes = new List<AxisType>();
        for (var i = 0; i < results.Length; i++)
        {
            var axis = AxisType.Product([.. results[i].Select(p => p.Factor!.Value)]);
            if (targets[i] is Value.Integer { Axis: { } same })
            {
                Match(application, axis, same);
            }
            else if (!ViewPieces.IsFree(targets[i]))
            {
                application.Solver.Keep(axis, new(KeptKind.HardCodedSize, $"{application.Node.Function} writes its size down as {targets[i]}", application.Origin));
            }

            axes.Add(axis);
            foreach (var source in results[i].Select(p => p.Axis).Distinct())
            {
                application.Carry(0, source, results.Length - 1 - i);
            }
        }

        application.Result(new(axes));
    }

    // What is read from another axis has to stay as large as what it is the size of: the layouts may differ.
    private static void Match(Application application, AxisType axis, AxisType size)
    {
        if (!application.Solver.SizeOf(axis).Equals(application.Solver.SizeOf(size)))
        {
            application.Solver.Unify(size, axis, application.Origin);
        }
    }
}
