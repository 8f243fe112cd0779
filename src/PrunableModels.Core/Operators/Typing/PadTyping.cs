using System.Linq;

namespace PrunableModels.Core;

/// <summary><c>pad(pad, mode, value)</c>: pairs from the last axis on. A constant is a segment of its own beside the structures; what reflects or repeats positions combines them.</summary>
internal sealed class PadTyping : ITyping
{
    public void Apply(Application application)
    {
        var type = application.Node.Operands[0]!.Type;
        var given = Padding(application) is { } s && s.Items.All(i => i is Value.Integer { Axis: null } or Value.Symbol) ? s.Items.Select(i => i is Value.Integer n ? n.Size : Size.Symbol($"{i}")).ToList() : null;
        if (given is null || given.Count % 2 != 0 || !type.Require(given.Count / 2))
        {
            application.GiveUp(KeptKind.UnknownOperation, $"{application.Node.Function} is given a padding that is not known");
            return;
        }

        var axes = type.Axes.ToList();
        for (var i = 0; i < given.Count / 2; i++)
        {
            axes[axes.Count - 1 - i] = Padded(application, i, given[2 * i], given[(2 * i) + 1]);
        }

        var leading = type.HasRank ? null : type.Leading;
        application.Result(new([.. axes.Skip(leading?.Axes.Count ?? 0)], leading));
        for (var i = 0; i < type.Count; i++)
        {
            application.Carry(0, i, i);
        }
    }

    // A layer has one number for all sides, or one for each.
    private static Value.Sequence? Padding(Application application) =>
        application.Attributes.Find("pad") is { } pad ? pad as Value.Sequence
        : application.Attributes.Find("padding") is Value.Integer one && Sides(application) is { } sides ? new Value.Sequence(Enumerable.Repeat<Value>(one, sides))
        : application.Attributes.Find("padding") as Value.Sequence;

    private static int? Sides(Application application) => application.Node.Operator.Name is { Length: > 1 } name && name[name.Length - 1] == 'd' ? 2 * (name[name.Length - 2] - '0') : null;

    private static AxisType Padded(Application application, int fromEnd, Size before, Size after)
    {
        var axis = application.Solver.Resolve(application.Node.Operands[0]!.Type.FromEnd(fromEnd)!);
        if (before.Equals(Size.Zero) && after.Equals(Size.Zero))
        {
            return axis;
        }

        var name = application.Node.Operator.Name;
        var isConstant = !name.StartsWith("reflection", System.StringComparison.Ordinal) && !name.StartsWith("replication", System.StringComparison.Ordinal) && application.Attributes.Find("mode") is null or Value.Text { Value: "Constant" or "Zeros" };
        if (!axis.IsFixed && isConstant && IsWritten(application) && Size.IsLess(before, 0) == false && Size.IsLess(after, 0) == false)
        {
            return new([.. Segment(before), .. axis.Terms, .. Segment(after)]);
        }

        application.Mix(0, fromEnd);
        application.Solver.Keep(axis, new(KeptKind.Mixed, $"{application.Node} combines its positions", application.Origin));
        return AxisType.Fixed(axis.Extent + before + after);
    }

    // A number that is not known may be a negative one, which takes structures away.
    private static bool IsWritten(Application application) => Padding(application) is { } pad && pad.Items.All(i => i is Value.Integer);

    private static AxisTerm[] Segment(Size extent) => extent.Equals(Size.Zero) ? [] : [new([AxisFactor.Fixed(extent)])];
}
