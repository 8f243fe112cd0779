using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// Readers of a constant: a layer that would read the same number at every removed position can have what that adds up to in its bias
/// instead. Padding would put another number beside it, and a bias that something else reads would be wrong there.
/// </summary>
internal sealed class BiasCorrection(Graph graph)
{
    private readonly List<(Compensation.CorrectedBias Made, Node By)> made = [];

    /// <summary>Whether a layer's bias can make up for what it reads of a space, the input being its first operand.</summary>
    public bool MakesUpFor(Node node, Space space, ZeroValue read)
    {
        if (read.Kind != ZeroKind.Constant || !IsUnpadded(node) || Parameter(node, "weight") is not { } weight || Parameter(node, "bias") is not { } bias || !IsAlone(weight, space))
        {
            return false;
        }

        made.Add((new(weight, bias, space, read.Number), node));
        return true;
    }

    /// <summary>States the corrections; those that would be seen elsewhere keep their spaces.</summary>
    public void Finish()
    {
        foreach (var (correction, by) in made)
        {
            if (graph.Nodes.Any(n => n.Operands.Any(o => o?.Leaf == correction.Bias) && !made.Contains((correction, n))))
            {
                correction.Space.Kept ??= new(KeptKind.NotZero, $"{by} would read {ZeroValue.Constant(correction.Constant)} where a structure is removed, and its bias is used elsewhere", by.Origin);
            }
        }

        graph.Compensations.AddRange(made.Select(m => m.Made).Distinct());
    }

    /// <summary>Whether the bias of such an operator can make up for constants, where it does not pad.</summary>
    public static bool HasBias(Operator @operator) => @operator.Name is "linear" or "conv1d" or "conv2d" or "conv3d";

    private static bool IsUnpadded(Node node) => HasBias(node.Operator) && IsZero(node.Attributes.Find("padding"));

    private static bool IsZero(Value? padding) => padding switch
    {
        null => true,
        Value.Sequence s => s.Items.All(IsZero),
        _ => padding.AsLiteral() == 0,
    };

    private static TensorLeaf? Parameter(Node node, string name) =>
        node.Operands[node.Operator.IndexOf(name)]?.Leaf is { IsBuffer: false } leaf ? leaf : null;

    // Where a position belongs to two structures of which either may go, it would be made up for twice.
    private bool IsAlone(TensorLeaf weight, Space space) =>
        graph.Solver.Resolve(weight.Axes[1]!).Terms.All(t => t.Factors.Select(f => f.Space).OfType<Space>().All(s => s == space || s.Kept is not null) || t.Factors.All(f => f.Space != space));
}
