using System.Linq;

namespace PrunableModels.Core;

/// <summary>A loss: all positions of its operands are combined, into one number unless told otherwise.</summary>
internal sealed class SinkTyping : ITyping
{
    public void Apply(Application application)
    {
        if (application.Attributes.Find("reduction") is { } reduction and not Value.Text { Value: "Mean" or "Sum" })
        {
            application.GiveUp(KeptKind.Mixed, $"{application.Node} combines its positions, with a reduction {reduction}");
            return;
        }

        for (var operand = 0; operand < application.Node.Operands.Count; operand++)
        {
            foreach (var axis in Enumerable.Range(0, application.Node.Operands[operand]?.Type.Count ?? 0))
            {
                application.Mix(operand, axis);
            }
        }

        application.Result(new([]));
    }
}
