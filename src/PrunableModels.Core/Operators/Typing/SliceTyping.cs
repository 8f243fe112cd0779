using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// A part of a tensor: <c>narrow(dim, start, length)</c>, <c>select(dim, index)</c>, <c>slice(dim, start, finish, step)</c>, and an
/// index of C#, in which a tuple is a range, <c>"..."</c> stands for all axes that are not named, <c>"new"</c> for a new one and
/// <c>"tensor"</c> for the second operand, which chooses positions.
/// </summary>
internal sealed class SliceTyping : IExtentTyping
{
    public void Apply(Application application)
    {
        var type = application.Node.Operands[0]!.Type;
        if (Part(application, type) is not { } part)
        {
            application.GiveUp(KeptKind.UnknownOperation, $"{application.Node.Function} is given positions that are not known");
            return;
        }

        application.Result(new(part.Axes));
        for (var i = 0; i < part.Sources.Count; i++)
        {
            if (part.Sources[i] is { } source)
            {
                application.Carry(0, source, part.Sources.Count - 1 - i);
            }
        }
    }

    /// <summary>The axes of the part, and for each the axis of the tensor that it is of, counted from the last; null where the positions are not known.</summary>
    public static (List<AxisType> Axes, List<int?> Sources)? Part(Application application, TensorType type)
    {
        if (Items(application, type) is not { } items)
        {
            return null;
        }

        var slice = new AxisSlice(application);
        var axes = new List<AxisType>();
        var sources = new List<int?>();
        var axis = type.Count;
        foreach (var item in items)
        {
            var source = item is Item.New ? (int?)null : --axis;
            switch (item)
            {
                case Item.New:
                    axes.Add(AxisType.Fixed(Size.One));
                    break;
                case Item.One one:
                    slice.Select(type.FromEnd(axis)!, one.Index);
                    continue;
                case Item.Data data:
                    axis -= data.Covers - 1;
                    Enumerable.Range(axis, data.Covers).ToList().ForEach(i => application.Mix(0, i));
                    axes.AddRange(data.Axes);
                    sources.AddRange(data.Axes.Select(_ => (int?)null));
                    continue;
                case Item.Range range:
                    axes.Add(range.Step is not null ? slice.Every(type.FromEnd(axis)!, range.Start, range.Stop, range.Step) : range.IsLength ? slice.Narrow(type.FromEnd(axis)!, range.Start, range.Stop) : slice.Of(type.FromEnd(axis)!, range.Start, range.Stop));
                    break;
            }

            sources.Add(source);
        }

        return (axes, sources);
    }

    // One item for every axis of the operand, in order, and those that add one.
    private static List<Item>? Items(Application application, TensorType type)
    {
        var attributes = application.Attributes;
        if (!type.HasRank)
        {
            return null;
        }

        if (application.Node.Operator.Name is "index" or "index_put_")
        {
            return Indices(application, [.. attributes.Items.Where(i => i.Key != "stored").Select(i => i.Value)], type.Count);
        }

        Item? item = application.Node.Operator.Name switch
        {
            "select" => new Item.One(attributes.Find("index")),
            "narrow" => new Item.Range(attributes.Find("start"), attributes.Find("length"), IsLength: true),
            _ => new Item.Range(attributes.Find("start"), attributes.Find("finish"), IsLength: false, attributes.Constant("step", 1) == 1 ? null : attributes.Find("step")),
        };
        return item is null || application.Dimension(type, long.MaxValue, "dim") is not { } along
            ? null
            : [.. Enumerable.Range(0, type.Count).Select(i => i == type.Count - 1 - along ? item : Item.All)];
    }

    private static List<Item>? Indices(Application application, List<Value> given, int rank)
    {
        var items = given.Select(v => v is Value.Text { Value: TensorIndex.Placeholder } ? TensorIndex.Read(application) is { } read ? new Item.Data(read.Covers, read.Axes) : null : Read(v)).ToList();
        var named = items.Sum(i => i is Item.Data data ? data.Covers : i is Item.One or Item.Range ? 1 : 0);
        var rest = items.IndexOf(Item.Rest);
        if (items.Contains(null) || named > rank || rest != items.LastIndexOf(Item.Rest))
        {
            return null;
        }

        var others = Enumerable.Repeat(Item.All, rank - named);
        return rest < 0 ? [.. items.Select(i => i!), .. others] : [.. items.Take(rest).Select(i => i!), .. others, .. items.Skip(rest + 1).Select(i => i!)];
    }

    private static Item? Read(Value value) => value switch
    {
        Value.Integer => new Item.One(value),
        Value.Symbol => new Item.One(null),
        Value.Text { Value: "..." } => Item.Rest,
        Value.Text { Value: "new" } or Value.Null => new Item.New(),
        Value.Sequence { IsTuple: true, Items: [var start, var stop] } => new Item.Range(Given(start), Given(stop), IsLength: false),
        Value.Sequence { IsTuple: true, Items: [var start, var stop, var step] } => new Item.Range(Given(start), Given(stop), IsLength: false, Given(step)),
        _ => null,
    };

    private static Value? Given(Value value) => value is Value.Null ? null : value;

    private abstract record Item
    {
        public static Item All { get; } = new Range(null, null, IsLength: false);

        public static Item Rest { get; } = new Others();

        internal sealed record New : Item;

        internal sealed record One(Value? Index) : Item;

        internal sealed record Data(int Covers, IReadOnlyList<AxisType> Axes) : Item;

        internal sealed record Range(Value? Start, Value? Stop, bool IsLength, Value? Step = null) : Item;

        private sealed record Others : Item;
    }
}
