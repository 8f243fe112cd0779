using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>New tensors whose values depend on their number: <c>arange</c>, <c>linspace</c>, <c>eye</c>, <c>randperm</c>, and data that is written down. Their axes are fixed.</summary>
internal sealed class SequenceTyping : ITyping
{
    public void Apply(Application application)
    {
        var attributes = application.Attributes;
        IReadOnlyList<Size>? extents = application.Node.Operator.Name switch
        {
            "arange" => [Length(application, [.. attributes.Items.Where(i => i.Key == "value").Select(i => i.Value)])],
            "linspace" or "logspace" => [attributes.Integer("steps", 100)],
            "eye" => [attributes.Integer("rows", 1), attributes.Find("columns") is Value.Integer c && !c.Size.Equals(-1) ? c.Size : attributes.Integer("rows", 1)],
            "randperm" => [attributes.Integer("n", 1)],
            _ => Data(attributes),
        };
        if (extents is null)
        {
            application.GiveUp(KeptKind.UnknownOperation, $"{application.Node.Function} is given data of a shape that is not known");
            return;
        }

        application.Result(new([.. extents.Select(AxisType.Fixed)]));
    }

    private static Size Length(Application application, List<Value> bounds) => bounds switch
    {
        [Value.Integer stop] => stop.Size,
        [Value.Integer start, Value.Integer stop] => stop.Size - start.Size,
        [Value.Integer start, Value.Integer stop, Value.Integer step] when (stop.Size - start.Size).IsConstant(out var span) && step.Size.IsConstant(out var stride) && stride > 0 && span > 0 => (span + stride - 1) / stride,
        _ => application.Graph.NewFixed($"{application.Node.Function}.shape", null),
    };

    private static IReadOnlyList<Size>? Data(Attributes attributes) =>
        attributes.Find("dimensions") is Value.Sequence dimensions ? attributes.Window("dimensions", dimensions.Items.Count)
        : (attributes.Find("rawArray") ?? attributes.Find("dataArray")) is Value.Sequence data && !data.Items.OfType<Value.Sequence>().Any() ? [data.Items.Count]
        : attributes.Find("scalar") is not null ? []
        : null;
}
