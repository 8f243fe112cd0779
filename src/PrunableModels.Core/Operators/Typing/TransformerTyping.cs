using System;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// TorchSharp's own transformers, whole or a layer alone: the hidden width of every feed-forward part goes, because the rows of
/// <c>linear1</c> are zero where the activation keeps zero. The width of the model stays: the norms inside divide by it.
/// </summary>
/// <param name="result">The operand whose shape the result has.</param>
internal sealed class TransformerTyping(int result) : IComputingTyping
{
    private const string Up = "linear1.weight";
    private const string UpBias = "linear1.bias";
    private const string Down = "linear2.weight";

    public void Apply(Application application)
    {
        var node = application.Node;
        if (node.Layer is null)
        {
            application.GiveUp(KeptKind.UnknownOperation, $"{node} is no layer");
            return;
        }

        var reason = new KeptReason(KeptKind.Mixed, $"{node} normalises over the width of the model", node.Origin);
        foreach (var given in node.Operands.Take(node.Operator.Operands.Count).OfType<GraphValue>())
        {
            given.Leaf?.Keep(reason, application.Solver);
            foreach (var axis in given.Type.Axes)
            {
                application.Solver.Keep(axis, reason);
            }
        }

        var leaves = node.Layer.Tensors.Select((slot, i) => (slot.Name, Leaf: node.Operands[node.Operator.Operands.Count + i]!.Leaf!)).ToList();
        foreach (var (name, leaf) in leaves)
        {
            var path = FeedForward(name);
            Use(application, name, leaf, path is null ? null : leaves.First(l => l.Name == path + Up).Leaf);
        }

        var shape = node.Operands[result]!.Type;
        shape.Require(1);
        application.Result(new([.. shape.Axes], BatchedTyping.OpenRow(shape, shape.Count)));
    }

    // What stands before the name of a tensor that has the hidden width; null for other tensors.
    private static string? FeedForward(string name) =>
        new[] { Up, UpBias, Down }.Where(n => name.EndsWith(n, StringComparison.Ordinal)).Select(n => name.Substring(0, name.Length - n.Length)).FirstOrDefault();

    private static void Use(Application application, string name, TensorLeaf leaf, TensorLeaf? up)
    {
        for (var axis = 0; axis < leaf.Shape.Count; axis++)
        {
            var writes = up is not null && axis == 0 && !name.EndsWith(Down, StringComparison.Ordinal);
            var isHidden = writes || (up is not null && axis == 1 && leaf != up);
            var type = leaf.Use(axis, isHidden, writes, application);
            if (isHidden && leaf != up)
            {
                application.Solver.Unify(type, up!.Use(0, isPrunable: true, isWriter: true, application), application.Origin);
            }
        }
    }
}
