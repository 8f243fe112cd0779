using System.Linq;

namespace PrunableModels.Core;

/// <content>Paths that throw give no result, so whatever leads to one is taken not to hold.</content>
internal sealed partial class Interpreter
{
    private bool Chooses(Expression condition, bool thenThrows, bool otherwiseThrows) =>
        thenThrows == otherwiseThrows || condition.Inside().Any(IsWork) ? IsTrue(condition) : Holds(condition) ?? otherwiseThrows;

    private static bool Throws(EquatableArray<Statement> block) => block.LastOrDefault() switch
    {
        Statement.Throw => block.All(s => s is Statement.Throw or Statement.Evaluate),
        Statement.If nested when block.Count == 1 => Throws(nested.Then) && Throws(nested.Otherwise),
        _ => false,
    };

    // All of a guard is looked at, as far as it can be: what it compares has to stay as it is.
    private bool? Holds(Expression condition)
    {
        switch (condition)
        {
            case Expression.Binary { Operator: "&&" or "||" } both:
                var left = Holds(both.Left);
                var decides = both.Operator == "||";
                var right = left == decides ? left : Holds(both.Right);
                return left == decides || right == decides ? decides : left is null || right is null ? null : !decides;
            case Expression.Unary { Operator: "!" } not:
                return !Holds(not.Operand);
            default:
                return way.Ask(() => IsTrue(condition));
        }
    }

    // Where more happens than a comparison, it may have stopped half-way.
    private static bool IsWork(Expression expression) =>
        expression is Expression.Method or Expression.Call or Expression.Apply or Expression.Lambda or Expression.Conditional or Expression.Opaque;
}
