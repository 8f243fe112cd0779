using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>Tensors that constructors make, and what they are when the model runs.</content>
internal sealed partial class Interpreter
{
    // Only shapes matter: what a tensor holds at first is in the live model. Null for what makes no tensor.
    private Value? MadeTensor(Expression.Invoke invoke, string function, IReadOnlyList<BoundArgument> arguments)
    {
        var first = arguments.Count > 0 ? arguments[0].Value : null;
        if (invoke.Function == "nn.Parameter")
        {
            return first switch
            {
                Value.Tensor { Held: var held } => new Value.Tensor(held) { IsParameter = true },
                Value.Weight weight when TensorShape.Of(weight) is { } shape => new Value.Tensor(Graph.NewValue(new([.. shape.Select(AxisType.Fixed)]))) { IsParameter = true },
                _ => new Value.Tensor(Unfollowed(invoke, arguments).Held) { IsParameter = true },
            };
        }

        // These fill the tensor that they are given, and a scope hands on the one that it is given.
        if (first is Value.Tensor or Value.Weight && (invoke.Function.StartsWith("init.", System.StringComparison.Ordinal) || function is "DetachFromDisposeScope" or "MoveToOuterDisposeScope" or "requires_grad_"))
        {
            return first;
        }

        if (first is Value.Weight read && TensorShape.Of(read) is { } known)
        {
            BoundArgument tensor = new(null, new Value.Tensor(Graph.NewValue(new([.. known.Select(AxisType.Fixed)]))));
            return Apply(invoke.Function, [tensor, .. arguments.Skip(1)], At(invoke));
        }

        return invoke.Function.StartsWith("torch.", System.StringComparison.Ordinal) && OperatorTable.Find(function) is not null
            ? Apply(invoke.Function, arguments, At(invoke)) : null;
    }

    private Value.Tensor Unfollowed(Expression at, IReadOnlyList<BoundArgument> arguments) =>
        Apply(OperatorTable.Unknown, $"{at}", arguments, At(at), isInPlace: false, layer: null) is Value.Tensor tensor ? tensor
            : new(Graph.NewValue(Graph.OpenType($"{at}", new(KeptKind.UnknownOperation, "how it is made is not known", At(at)))));

    // While the model runs, what constructors made is where it was registered; what was not registered stays as large as it is.
    private Value Placed(Value value, Expression at)
    {
        if (!isForward)
        {
            return value;
        }

        switch (value)
        {
            case Value.Weight { Owner: { IsRegistered: true } owner } weight when owner.Tensors.FirstOrDefault(t => t.Name == weight.Name) is { } slot:
                return new Value.Tensor(Graph.Leaf(owner, slot));
            case Value.Weight weight:
                return Unregistered(at, owner: weight.Owner.Class, NoShape(weight.Name));
            case Value.Tensor { Held.IsConstruction: true } made:
                return placement?.Find(made) is { } place ? Placed(new Value.Weight(place.Owner, place.Name), at)
                    : Unregistered(at, owner: null, TensorShape.Of(made) is { } shape ? new($"{at}", shape, IsBuffer: true) { IsIntegral = TensorShape.IsIntegral(made) } : NoShape($"{at}"));
            case Value.Opaque { Slot: { } tensor } opaque:
                return Unregistered(at, opaque.Reason, tensor);
            case Value.Sequence list:
                for (var i = 0; i < list.Items.Count; i++)
                {
                    list.Items[i] = Placed(list.Items[i], at);
                }

                return list;
            default:
                return value;
        }
    }

    // A tensor from code that has no program is a call of this name.
    private const string ForeignTensor = "foreign";

    // What is not known of a tensor is at least that it is one, and no number.
    private Value Typed(Value.Symbol symbol, FieldProgram field) =>
        isForward && field.Kind == FieldKind.Tensor ? new Value.Opaque($"what {symbol} holds is not known") { Slot = NoShape(symbol.Key) } : symbol;

    // Where a tensor stands, what is not known is one; anywhere else a symbol is a number, unless its type says otherwise.
    private static bool IsUnknownTensor(Value value, bool isOperand = false) =>
        value is Value.Opaque or Value.Symbol { Type: "Tensor" or "Tensor?" } || (isOperand && value is Value.Symbol);

    private static TensorSlot NoShape(string name) => new(name, [], IsBuffer: true) { HasShape = false };

    private Value Unregistered(Expression at, string? owner, TensorSlot tensor) => tensor.HasShape
        ? Apply(OperatorTable.Unregistered, $"{at}", [new("size", new Value.Sequence(tensor.Shape.Select(s => new Value.Integer(s)))), new(TensorIndex.AreWhole, new Value.Flag(tensor.IsIntegral)), new(OperatorTable.Place, new Value.Text(tensor.Name))], At(at), isInPlace: false, layer: null)
        : Apply(OperatorTable.Unknown, $"{(at is Expression.Static shared ? $"{TypeIds.Short(shared.Class)}.{shared.Name}" : $"{at}")} ({owner ?? "how it is made is not known"})", [], At(at), isInPlace: false, layer: null);
}
