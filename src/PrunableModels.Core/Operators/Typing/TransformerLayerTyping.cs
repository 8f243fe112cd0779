using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// TorchSharp's own transformer layers: the hidden width of their feed-forward part goes, because the rows of <c>linear1</c> are zero
/// where the activation keeps zero. The width of the model stays: the norms inside divide by it.
/// </summary>
internal sealed class TransformerLayerTyping : IComputingTyping
{
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

        var first = node.Operands[0]!.Type;
        first.Require(1);
        for (var i = 0; i < node.Layer.Tensors.Count; i++)
        {
            Use(application, node.Layer.Tensors[i].Name, node.Operands[node.Operator.Operands.Count + i]!.Leaf!);
        }

        application.Result(new([.. first.Axes], BatchedTyping.OpenRow(first, first.Count)));
    }

    private static void Use(Application application, string name, TensorLeaf leaf)
    {
        for (var axis = 0; axis < leaf.Shape.Count; axis++)
        {
            var writes = axis == 0 && name is ("linear1.weight" or "linear1.bias");
            var isHidden = writes || (axis == 1 && name == "linear2.weight");
            var type = leaf.Use(axis, isHidden, writes, application);
            if (isHidden && name != "linear1.weight")
            {
                application.Solver.Unify(type, Hidden(application), application.Origin);
            }
        }
    }

    private static AxisType Hidden(Application application)
    {
        var node = application.Node;
        var index = node.Layer!.Tensors.ToList().FindIndex(t => t.Name == "linear1.weight");
        return node.Operands[node.Operator.Operands.Count + index]!.Leaf!.Use(0, isPrunable: true, isWriter: true, application);
    }
}
