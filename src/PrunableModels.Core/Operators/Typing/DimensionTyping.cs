using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// Operations along named dimensions that combine the positions there: softmax leaves the axes, a mean removes them or leaves an
/// extent of 1. All other axes are carried.
/// </summary>
/// <param name="names">The names that TorchSharp gives the argument.</param>
/// <param name="reduces">Whether the dimensions go.</param>
internal sealed class DimensionTyping(string[] names, bool reduces) : ITyping
{
    /// <summary>Whether positions that hold zero make no difference, as in a sum: they can go where they do.</summary>
    public bool IgnoresZero { get; init; }

    /// <summary>Whether it divides by the number of positions, so that removing zeros makes the result larger.</summary>
    public bool IsMean { get; init; }

    /// <summary>The dimension where none is given; null where those are all.</summary>
    public long? OrElse { get; init; }

    public void Apply(Application application)
    {
        var type = application.Node.Operands[0]!.Type;
        if (Dimensions(application.Attributes, type) is not { } along)
        {
            application.GiveUp(KeptKind.UnknownOperation, $"{application.Node.Function} is given dimensions that are not known");
            return;
        }

        var keeps = !reduces || application.Attributes.Flag("keepdim", false);
        var axes = new List<AxisType>();
        for (var i = 0; i < type.Count; i++)
        {
            if (along.Contains(i) && IgnoresZero && HasPositiveOrder(application.Attributes.Find("p")))
            {
                application.Node.Contracted.Add([new(0, i, type.FromEnd(i)!)]);
                application.Node.Averaged.AddRange(IsMean ? [type.FromEnd(i)!] : []);
            }
            else if (along.Contains(i))
            {
                application.Mix(0, i);
            }

            if (!along.Contains(i) || keeps)
            {
                if (!along.Contains(i) || !reduces)
                {
                    application.Carry(0, i, axes.Count);
                }

                axes.Add(along.Contains(i) && reduces ? AxisType.Fixed(Size.One) : type.FromEnd(i)!);
            }
        }

        axes.Reverse();
        application.Result(IsWhole(application.Attributes) ? new(axes) : new(axes, BatchedTyping.OpenRow(type, type.Count)));
    }

    // A norm of negative order is zero as soon as one position is.
    private static bool HasPositiveOrder(Value? order) => order is null
        || (order is Value.Integer n && Size.IsLess(Size.Zero, n.Size) == true)
        || (order is Value.Number m && !m.Literal.StartsWith("-", System.StringComparison.Ordinal));

    private bool IsWhole(Attributes attributes) => reduces && OrElse is null && names.All(n => attributes.Find(n) is null) && !attributes.Flag("keepdim", false);

    private HashSet<int>? Dimensions(Attributes attributes, TensorType type)
    {
        var given = names.Select(attributes.Find).FirstOrDefault(v => v is not null) ?? (OrElse is { } dimension ? new Value.Integer(dimension) : null);
        if (given is null)
        {
            // Where the rank is open, the axes that are not known are fixed ones.
            return type.HasRank || (reduces && !attributes.Flag("keepdim", false)) ? [.. Enumerable.Range(0, type.Count)] : null;
        }

        var dimensions = given is Value.Sequence s ? s.Items : [given];
        var indices = dimensions.Select(d => d is Value.Integer n && n.Size.IsConstant(out var value) && Known(type, value) ? type.IndexFromEnd(value) : null).ToList();
        return indices.Contains(null) ? null : [.. indices.Select(i => i!.Value)];
    }

    private static bool Known(TensorType type, long dimension) => dimension >= 0 || type.Require((int)-dimension);
}
