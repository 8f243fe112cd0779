using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>Normalisation that takes its statistics from the structure itself.</content>
public abstract partial class ZeroRule
{
    /// <summary>
    /// Normalisation over the structure's own positions: zero where scale and shift are, and also where the input is, because zero
    /// less its mean is zero, whatever the scale, and eps keeps the divisor from zero.
    /// </summary>
    public static ZeroRule OwnStatistics { get; } = new OwnStatisticsRule();

    private sealed class OwnStatisticsRule : ZeroRule
    {
        public override ZeroValue Evaluate(Node node, IReadOnlyList<OperandZero> operands)
        {
            OperandZero Operand(string name) => node.Operator.IndexOf(name) is var i and >= 0 ? operands[i] : default;
            var (input, weight, bias) = (operands[0], Operand("weight"), Operand("bias"));

            // Statistics that were collected before say nothing of the structure as it is now.
            var isOwn = !Operand("running_mean").IsPresent;
            return !input.Value.IsNumber || !IsPositive(node.Attributes.Find("eps")) ? ZeroValue.Any
                : weight.IsZero && bias.IsZero ? ZeroValue.Zero
                : isOwn && input.IsZero && (!bias.IsPresent || bias.IsZero) ? ZeroValue.Zero
                : ZeroValue.Finite;
        }

        private static bool IsPositive(Value? eps) => eps is null || Literal(eps) is > 0;
    }
}
