using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// <c>view(shape)</c> and <c>reshape(shape)</c>: the factors of the operand's axes, regrouped in order; a factor that is longer than
/// what is asked for is refined into a product. An extent that is written as a number keeps what it covers; one that is read from
/// the tensor, or <c>-1</c>, does not.
/// </summary>
/// <param name="shapeOf">Where the shape comes from; the argument of that name unless told otherwise.</param>
internal sealed class ViewTyping(System.Func<Application, Value.Sequence?>? shapeOf = null) : IExtentTyping
{
    /// <summary>The shape of the second operand: <c>view_as(other)</c>.</summary>
    public static Value.Sequence? OfOther(Application application) =>
        application.Node.Operands[1]!.Type is { HasRank: true } other ? new Value.Sequence(other.Axes.Select(a => new Value.Integer(a.Extent, a))) : null;

    /// <summary>One axis as a product: <c>unflatten(dim, sizes)</c>.</summary>
    public static Value.Sequence? Unflattened(Application application)
    {
        var type = application.Node.Operands[0]!.Type;
        return (application.Attributes.Find("sizes") ?? application.Attributes.Find("unflattened_size")) is Value.Sequence sizes && type.HasRank && application.Dimension(type, long.MaxValue, "dim") is { } along
            ? new Value.Sequence(Enumerable.Range(0, type.Count).Reverse().SelectMany(i => i == along ? sizes.Items : [new Value.Integer(type.FromEnd(i)!.Extent, type.FromEnd(i)!)]))
            : null;
    }

    public void Apply(Application application)
    {
        var type = application.Node.Operands[0]!.Type;
        var shape = shapeOf is null ? application.Attributes.Find("shape") as Value.Sequence : shapeOf(application);
        if (shape is not null && !type.HasRank && type.Axes.All(a => a.IsFixed) && shape.Items.All(i => i is Value.Integer { Axis: null }))
        {
            // Of unknown rank, so without spaces: the axes are what is asked for.
            application.Result(new([.. shape.Items.Cast<Value.Integer>().Select(i => AxisType.Fixed(ViewPieces.IsFree(i) ? application.Graph.NewFixed("view.shape", null) : i.Size))]));
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
