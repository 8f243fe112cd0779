using System.Collections.Generic;

namespace PrunableModels.Core;

/// <summary>A joint that can lose a tensor: what is left is what it would be with zeros in its place.</summary>
internal sealed class Joint
{
    private static readonly Dictionary<string, Joint> Known = new()
    {
        ["add"] = new(isConcatenation: false, lasting: -1),
        ["sub"] = new(isConcatenation: false, lasting: 0),
        ["cat"] = new(isConcatenation: true, lasting: -1),
    };

    private readonly int lasting;

    private Joint(bool isConcatenation, int lasting)
    {
        IsConcatenation = isConcatenation;
        this.lasting = lasting;
    }

    /// <summary>Whether positions go with the tensor; otherwise it is a sum.</summary>
    public bool IsConcatenation { get; }

    /// <summary>The joint that an operator is, or null: products, gates and choices are none.</summary>
    public static Joint? Of(Node node) => Known.TryGetValue(node.Operator.Name, out var joint) && node.Attributes.Find("alpha") is null ? joint : null;

    /// <summary>Whether it can lose the operand in that place: a difference has to keep what it subtracts from.</summary>
    public bool DoesWithout(int operand) => operand != lasting;
}
