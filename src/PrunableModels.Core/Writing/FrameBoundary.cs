using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>What the written <c>forward</c> of a call takes and returns, in order.</summary>
internal sealed class FrameBoundary
{
    private readonly Frame frame;
    private readonly List<FrameInput> inputs;
    private readonly List<GraphValue> left = [];

    public FrameBoundary(Frame frame)
    {
        this.frame = frame;

        // The parts of a list are taken one by one, and only those that are needed.
        inputs = [.. frame.Inputs.Where(i => frame.Caller is null || IsContainer || !i.IsPacked)];
    }

    /// <summary>The parameters.</summary>
    public IReadOnlyList<FrameInput> Inputs => inputs;

    /// <summary>The results: those of the source but what it was given, and what the source leaves elsewhere.</summary>
    public IReadOnlyList<GraphValue> Outputs
    {
        get
        {
            List<GraphValue> made = [.. frame.Outputs.Distinct().Where(o => o.Leaf is null && !Takes(o)), .. left];
            return frame.Caller is null ? frame.Outputs : made.Count > 0 ? made : [.. frame.Outputs.Take(1)];
        }
    }

    public bool Takes(GraphValue value) => inputs.Any(i => i.Value == value);

    public bool Gives(GraphValue value) => Outputs.Any(o => FrameValues.Versions(o).Contains(value));

    public void Take(GraphValue value)
    {
        RefuseContainer(value);
        var part = frame.Inputs.FirstOrDefault(i => i.IsPacked && FrameValues.Versions(i.Value).Contains(value));
        inputs.Add(new(value, part.Parameter ?? value.Name, part.IsPacked));
    }

    /// <summary>Returns a tensor that the source leaves in a list or a field.</summary>
    public void Leave(GraphValue value)
    {
        RefuseContainer(value);
        left.Add(value);
    }

    private bool IsContainer => LayerTable.IsContainer(frame.Module!.Class);

    private void RefuseContainer(GraphValue value)
    {
        if (IsContainer)
        {
            throw new CompactClassException($"A tensor that was made in the forward method of one module is used in another, across {frame.Module!.Path}, which takes and returns one", value.Producer?.Origin, "Return it from there.");
        }
    }
}
