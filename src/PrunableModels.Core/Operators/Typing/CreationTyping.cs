using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// A new tensor from its sizes, such as <c>zeros(2, n)</c> or <c>arange(n)</c>. A size that was read from an axis gives an axis with
/// the same positions, for every position holds the same; the positions of a range differ, so that none of them can go.
/// </summary>
internal sealed class CreationTyping : IComputingTyping, IExtentTyping
{
    private static readonly string[] Names = ["size", "rows", "columns", "dim0", "dim1", "dim2", "dim3"];

    public void Apply(Application application)
    {
        if (application.Node.Operator.Name is "arange" or "linspace" or "eye")
        {
            Range(application);
        }
        else if (Sizes(application.Attributes) is { Count: > 0 } sizes)
        {
            application.Result(new([.. sizes.Select(s => Axis(application, s))]));
        }
        else
        {
            application.GiveUp(KeptKind.UnknownOperation, $"{application.Node.Function} is given sizes that are not known");
        }
    }

    private static List<Value> Sizes(Attributes attributes) =>
        attributes.Find("size") is Value.Sequence all ? all.Items : [.. Names.Select(attributes.Find).OfType<Value>()];

    private static AxisType Axis(Application application, Value size) => size switch
    {
        Value.Integer { Axis: { } same } => same,
        Value.Integer written => AxisType.Fixed(written.Size),
        _ => AxisType.Fixed(application.Graph.NewFixed($"{application.Node.Function}.shape", null)),
    };

    private static void Range(Application application)
    {
        var given = application.Attributes.Items.Where(i => i.Value is Value.Integer or Value.Number or Value.Symbol).ToList();
        foreach (var read in given.Select(g => (g.Value as Value.Integer)?.Axis).OfType<AxisType>())
        {
            application.Solver.Keep(read, new(KeptKind.HardCodedSize, $"{application.Node.Function} counts to its size", application.Origin));
        }

        var count = application.Node.Operator.Name switch
        {
            "arange" => given.Count == 1 ? given[0].Value : null,
            "linspace" => application.Attributes.Find("steps"),
            _ => application.Attributes.Find("rows"),
        };
        var axis = count is null ? AxisType.Fixed(application.Graph.NewFixed($"{application.Node.Function}.shape", null)) : Axis(application, count);
        application.Result(new(application.Node.Operator.Name == "eye" ? [axis, application.Attributes.Find("columns") is { } columns ? Axis(application, columns) : axis] : [axis]));
    }
}
