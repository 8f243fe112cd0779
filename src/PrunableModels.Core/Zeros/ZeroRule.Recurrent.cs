using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>Recurrent layers.</content>
public abstract partial class ZeroRule
{
    /// <summary>
    /// A recurrent layer: its operands are the input, the states, and then its weights and biases. A unit is zero at every step where
    /// all its rows are and it starts at zero: gates are then at 1/2, and what they let through is zero.
    /// </summary>
    public static ZeroRule Recurrent { get; } = new RecurrentRule();

    private sealed class RecurrentRule : ZeroRule
    {
        public override ZeroValue Evaluate(Node node, IReadOnlyList<OperandZero> operands)
        {
            var states = operands.Take(node.Operator.Operands.Count).Skip(1).Where(o => o.IsPresent);
            var rows = operands.Skip(node.Operator.Operands.Count);
            return states.Concat(rows).Any(o => !o.Value.IsNumber) ? ZeroValue.Any
                : states.Concat(rows).All(o => o.HasIndex && o.Value.IsZero) ? ZeroValue.Zero
                : ZeroValue.Finite;
        }
    }
}
