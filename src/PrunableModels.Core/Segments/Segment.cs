using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>A stretch of operators without branches: from its start to before a joint, to a branch, or to an output of the model. A joint is a segment of its own (OTOv3, section 4).</summary>
public sealed class Segment
{
    internal Segment(int number, IReadOnlyList<Node> nodes, bool isJoint, DataFlow flow)
    {
        Number = number;
        Nodes = nodes;
        IsJoint = isJoint;
        Parameters = [.. nodes.SelectMany(flow.Leaves).Where(l => !l.IsBuffer).Distinct()];
    }

    /// <summary>The number in the order of execution.</summary>
    public int Number { get; }

    /// <summary>The operators in the order of execution; never empty.</summary>
    public IReadOnlyList<Node> Nodes { get; }

    /// <summary>Whether it is one operator that brings several tensors together.</summary>
    public bool IsJoint { get; }

    /// <summary>The parameters that its operators read, themselves or by what is computed from parameters alone.</summary>
    public IReadOnlyList<TensorLeaf> Parameters { get; }

    /// <summary>The module whose author offers it for erasing through a gate, for it has no parameters; null where there is none.</summary>
    public ModuleObject? Gate { get; internal set; }

    /// <summary>Why it cannot be erased; null where it can.</summary>
    public KeptReason? Kept { get; internal set; }

    /// <summary>The last operator.</summary>
    internal Node End => Nodes[Nodes.Count - 1];

    /// <summary>The stable name: the path of the first parameter, or of the module that has the gate, or the first operator and its place.</summary>
    public string Id => Parameters.Count > 0 ? Parameters[0].Path : Gate is not null ? Gate.Path : $"{Nodes[0]}#{Nodes[0].Id.ToString(CultureInfo.InvariantCulture)}";

    /// <inheritdoc/>
    public override string ToString() => string.Join(" -> ", Nodes);
}
