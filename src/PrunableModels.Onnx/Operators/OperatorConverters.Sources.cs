using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;

namespace PrunableModels.Onnx;

/// <content>Tensors that are made while the model runs, or that no module has registered.</content>
internal static partial class OperatorConverters
{
    private static IEnumerable<(string Name, Converter Convert)> Sources() =>
    [
        .. Each(["zeros", "new_zeros", "zeros_like", "zero_"], n => Filled(n, 0)),
        .. Each(["ones", "new_ones", "ones_like"], n => Filled(n, 1)),
        .. Each(["full", "new_full", "full_like", "fill_"], n => Filled(n, n.MaybeNumber("value", "fill_value") ?? throw n.Refuse("its number is not known"))),
        One("copy_", n => n.Emit("Expand", n.Cast(n.Operand(1), n.X.Type), n.Sizes(n.ResultExtents()))),
        One("arange", Counted),
        .. Each(["tensor", "as_tensor"], Written),
        One(OperatorTable.Unregistered.Name, Held),
    ];

    private static OnnxValue Filled(NodeConversion n, double number)
    {
        n.Ignore("size", "sizes", "rows", "columns", "dim0", "dim1", "dim2", "dim3", "device", "requires_grad");
        var type = n.Type("dtype", "type") ?? (n.Node.Operands.Count > 0 ? n.X.Type : ElementType.Float);
        return n.Emit("Expand", n.Numbers([number], type), n.Sizes(n.ResultExtents()));
    }

    private static OnnxValue Counted(NodeConversion n)
    {
        n.Ignore("device", "requires_grad");
        var bounds = n.All("value").Concat(new[] { "start", "stop", "step" }.Select(name => n.Find(name)).OfType<Value>()).ToList();
        var isWhole = bounds.All(b => b is Value.Integer);
        var type = n.Type("dtype") ?? (isWhole ? ElementType.Int64 : ElementType.Float);
        if (bounds.Count is 0 or > 3)
        {
            throw n.Refuse("its bounds are not known");
        }

        var (start, stop, step) = (bounds.Count > 1 ? bounds[0] : new Value.Integer(0), bounds[bounds.Count > 1 ? 1 : 0], bounds.Count > 2 ? bounds[2] : new Value.Integer(1));
        return isWhole
            ? n.Cast(n.Emit("Range", Single(n, start), Single(n, stop), Single(n, step)), type)
            : throw n.Refuse("it counts in fractions. Count whole numbers and multiply");
    }

    private static OnnxValue Single(NodeConversion n, Value value) =>
        n.SizeOf(value).IsConstant(out var known) ? n.Integer(known) : n.Emit("Squeeze", n.Sizes([n.SizeOf(value)]));

    private static OnnxValue Written(NodeConversion n)
    {
        n.Ignore("device", "requires_grad");
        var data = n.Find("rawArray", "dataArray", "scalar");
        IReadOnlyList<Value> items = data is Value.Sequence list ? list.Items : data is null ? throw n.Refuse("its numbers are not known") : [data];
        var numbers = items.Select(i => i switch
        {
            Value.Flag flag => flag.Value ? 1 : 0,
            _ => i.AsLiteral() ?? throw n.Refuse($"the number {i} is not known"),
        }).ToList();
        var type = n.Type("dtype") ?? (items.All(i => i is Value.Integer) ? ElementType.Int64 : items.All(i => i is Value.Flag) ? ElementType.Bool : ElementType.Float);
        return n.Numbers(numbers, type, [.. n.ResultExtents().Select(n.Fixed)]);
    }

    private static OnnxValue Held(NodeConversion n)
    {
        n.IgnoreAll();
        return n.Find(OperatorTable.Place) is Value.Text { Value: var place } && n.Unregistered(place) is { } tensor ? tensor : throw n.Refuse("where the model holds it is not known. Register it as a buffer");
    }
}
