using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// <c>view(shape)</c> and <c>reshape(shape)</c>: the factors of the operand's axes, regrouped in order; a factor that is longer than
/// what is asked for is refined into a product. An extent that is written as a number keeps what it covers; one that is read from
/// the tensor, or <c>-1</c>, does not.
/// </summary>
/// <param name="shapeOf">Where the shape comes from; the argument of that name unless told otherwise.</param>
internal sealed class ViewTyping(System.Func<Application, Value.Sequence?>? shapeOf = null) : ISizeTyping
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
        if ((shapeOf is null ? application.Attributes.Find("shape") as Value.Sequence : shapeOf(application)) is not { } shape)
        {
            application.GiveUp(KeptKind.UnknownOperation, $"{application.Node.Function} is given a shape that is not known");
            return;
        }

        if (shape.Items.Exists(e => e is Value.Symbol { Key: var key } && Assumptions.IsOfData(key)))
        {
            application.GiveUp(KeptKind.UnknownOperation, $"{application.Node.Function} is given a shape that depends on data");
            return;
        }

        var lead = new ViewLead(application, type, shape.Items);
        if (lead.Targets is { } leading)
        {
            // Of what leads nothing is a space, so its axes are what is asked for; what follows is regrouped on its own.
            var pieces = new ViewPieces(application, type, lead.Axes).Regroup([.. shape.Items.Skip(leading)]);
            if (pieces is not null)
            {
                Finish(application, lead, shape.Items, [.. Enumerable.Repeat<IReadOnlyList<ViewPieces.Piece>?>(null, leading), .. pieces]);
                return;
            }
        }
        else if (!type.HasRank)
        {
            application.GiveUp(application.Solver.Unfit, $"{application.Node.Function} is given a tensor whose number of axes is not known");
            return;
        }
        else if (new ViewPieces(application, type, 0).Regroup(shape.Items) is { } axes)
        {
            Finish(application, lead, shape.Items, axes);
            return;
        }

        application.GiveUp(IsWrittenDown(application, type, shape.Items) ? KeptKind.HardCodedSize : application.Solver.Unfit, $"the shape of {application.Node.Function} does not follow the axes {type}");
    }

    // Some extent is a number, and so are all that it has to fit: what is neither written down nor read is known when the model is built.
    private static bool IsWrittenDown(Application application, TensorType type, IReadOnlyList<Value> shape) =>
        shape.Any(e => e is Value.Integer { Axis: null } written && !ViewPieces.IsFree(written) && written.Size.IsConstant(out _))
        && shape.All(e => e is Value.Integer size && (size.Size.IsConstant(out _) || (size.Axis is { } read && !application.Graph.IsFieldExtent(read))))
        && type.Axes.SelectMany(a => application.Solver.Resolve(a).Spaces).All(s => s.Extent.IsConstant(out _));

    private static void Finish(Application application, ViewLead lead, IReadOnlyList<Value> targets, IReadOnlyList<ViewPieces.Piece>?[] results)
    {
        var axes = new List<AxisType>();
        for (var i = 0; i < results.Length; i++)
        {
            if (results[i] is not { } pieces)
            {
                axes.Add(lead.Axis(i));
                continue;
            }

            var axis = application.Solver.Multiply([.. pieces.Select(p => p.Type)], application.Origin);
            if (targets[i] is Value.Integer { Axis: { } same })
            {
                Match(application, axis, same);
            }
            else if (!ViewPieces.IsFree(targets[i]))
            {
                application.Solver.Keep(axis, new(KeptKind.HardCodedSize, $"{application.Node.Function} writes its size down as {targets[i]}{(targets[i] is Value.Integer { Member: { } member } ? $", which is {member}" : "")}", application.Origin));
            }

            axes.Add(axis);
            foreach (var source in pieces.Select(p => p.Axis).Distinct())
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
