using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// An axis in parts: <c>chunk(chunks, dim)</c> gives equal ones, so that the same positions go in each; <c>split(sizes, dim)</c>
/// those of the sizes given, <c>tensor_split(indices, dim)</c> those between the indices; <c>unbind(dim)</c> takes every position apart.
/// </summary>
internal sealed class SplitTyping : ISizeTyping
{
    private const int MostParts = 256;

    public void Apply(Application application)
    {
        var type = application.Node.Operands[0]!.Type;
        var parts = (type.HasRank || application.Node.Operator.Name != "unbind") && application.Dimension(type, 0, "dim", "dimension") is { } along ? Parts(application, type.FromEnd(along)!) : null;
        if (parts is null)
        {
            application.GiveUp(KeptKind.UnknownOperation, $"{application.Node.Function} is given parts that are not known");
            return;
        }

        var axis = application.Dimension(type, 0, "dim", "dimension")!.Value;
        for (var i = 0; i < parts.Count; i++)
        {
            if (application.Node.Operator.Name == "unbind")
            {
                Removed(application, type, axis, i);
            }
            else
            {
                application.ResultWith(axis, parts[i], i);
            }
        }
    }

    private static void Removed(Application application, TensorType type, int axis, int output)
    {
        application.Result(new([.. type.Axes.Where((_, i) => i != type.Count - 1 - axis)]));
        foreach (var i in Enumerable.Range(0, type.Count).Where(i => i != axis))
        {
            application.Carry(0, i, i < axis ? i : i - 1, output);
        }
    }

    private static List<AxisType>? Parts(Application application, AxisType axis) => application.Node.Operator.Name switch
    {
        "chunk" => Chunks(application, axis, "chunks"),
        "tensor_split" => TensorSplit(application, axis),
        "unbind" => Positions(application, axis),
        _ => (application.Attributes.Find("sizes") ?? application.Attributes.Find("split_size_or_sections") ?? application.Attributes.Find("size")) switch
        {
            Value.Sequence sizes => Sections(application, axis, sizes.Items),
            Value.Integer size => Repeated(application, axis, size),
            _ => null,
        },
    };

    // A number of parts, or where each but the first begins.
    private static List<AxisType>? TensorSplit(Application application, AxisType axis)
    {
        string[] names = ["indices_or_sections", "size", "sizes"];
        return names.FirstOrDefault(n => application.Attributes.Find(n) is not null) is not { } name ? null
            : application.Attributes.Find(name) switch
            {
                Value.Integer when axis.Extent.TryDivide(application.Attributes.Integer(name, 1), out _) => Chunks(application, axis, name),
                Value.Sequence { Items: var starts } when starts.All(s => s is Value.Integer { Axis: null }) => Between(application, axis, [.. starts.Cast<Value.Integer>()]),
                _ => null,
            };
    }

    private static List<AxisType>? Between(Application application, AxisType axis, List<Value.Integer> starts)
    {
        var bounds = starts.Select(s => s.Size).Prepend(Size.Zero).Append(axis.Extent).ToList();
        var sizes = bounds.Skip(1).Zip(bounds, (stop, start) => stop - start).ToList();
        return starts.Any(s => Size.IsLess(s.Size, Size.Zero) != false) || sizes.Any(s => Size.IsLess(s, Size.Zero) != false) ? null
            : Sections(application, axis, [.. sizes.Select(s => new Value.Integer(s))]);
    }

    private static List<AxisType>? Chunks(Application application, AxisType axis, string name)
    {
        if (application.Attributes.Constant(name, 0) is not { } count || count is < 1 or > MostParts)
        {
            return null;
        }

        // An extent that does not divide gives a smaller last part, and perhaps fewer of them.
        var isEven = axis.Extent.TryDivide(count, out _);
        if (!isEven && axis.Extent.IsConstant(out _))
        {
            return null;
        }

        var part = isEven || !application.Solver.Resolve(axis).IsFixed ? application.Part(axis, count)
            : AxisType.Fixed(application.Graph.NewFixed($"{application.Node.Function}.shape", null));
        return [.. Enumerable.Repeat(part, (int)count)];
    }

    private static List<AxisType>? Positions(Application application, AxisType axis)
    {
        if (!axis.Extent.IsConstant(out var count) || count > MostParts)
        {
            return null;
        }

        application.Solver.Keep(axis, new(KeptKind.HardCodedSize, $"{application.Node} takes its positions apart", application.Origin));
        return [.. Enumerable.Repeat(AxisType.Fixed(Size.One), (int)count)];
    }

    private static List<AxisType>? Sections(Application application, AxisType axis, List<Value> sizes)
    {
        var slice = new AxisSlice(application);
        var parts = new List<AxisType>();
        var rest = application.Solver.Resolve(axis);
        foreach (var size in sizes)
        {
            if (size is not Value.Integer part || application.Solver.Cut(rest, part.Size, application.Origin) is not var (_, tail))
            {
                return null;
            }

            parts.Add(slice.Narrow(rest, null, part));
            rest = application.Solver.Resolve(tail);
        }

        return rest.Extent.Equals(Size.Zero) ? parts : null;
    }

    // How many parts there are follows from the extent, so that only a fixed one can be taken apart, or one in parts as large as one of it.
    private static List<AxisType>? Repeated(Application application, AxisType axis, Value.Integer size)
    {
        if (size.Axis is { } unit && !application.Solver.Resolve(unit).IsFixed && axis.Extent.TryDivide(size.Size, out var parts) && parts.IsConstant(out var count) && count is >= 1 and <= MostParts)
        {
            application.Solver.Unify(axis, application.Solver.Multiply([AxisType.Fixed(count), unit], application.Origin), application.Origin);
            return [.. Enumerable.Repeat(unit, (int)count)];
        }

        if (!axis.Extent.IsConstant(out var extent) || !size.Size.IsConstant(out var step) || step < 1 || extent / step > MostParts)
        {
            return null;
        }

        var reason = new KeptReason(KeptKind.HardCodedSize, $"{application.Node.Function} writes the size of its parts down", application.Origin);
        application.Solver.Keep(axis, reason);
        application.Solver.Keep(size.Axis ?? AxisType.Fixed(step), reason);
        return [.. Enumerable.Range(0, (int)((extent + step - 1) / step)).Select(i => AxisType.Fixed(System.Math.Min(step, extent - (i * step))))];
    }
}
