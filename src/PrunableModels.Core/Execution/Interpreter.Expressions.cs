using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace PrunableModels.Core;

/// <content>Expressions.</content>
internal sealed partial class Interpreter
{
    private Value Evaluate(Expression expression)
    {
        CountStep();

        // Recursion without end, or an expression nested deeper than any that people write, ends the analysis and not the process.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return expression switch
        {
            Expression.Null => new Value.Null(),
            Expression.Bool b => new Value.Flag(b.Value),
            Expression.Int i => new Value.Integer(i.Value),
            Expression.Number n => new Value.Number(n.Literal),
            Expression.Text t => new Value.Text(t.Value),
            Expression.This => scope.Self ?? new Value.Null(),
            Expression.Local l => scope.Find(l.Name) ?? new Value.Symbol(l.Name),
            Expression.Member m => Placed(Member(Evaluate(m.Target), m.Name), m),
            Expression.Element e => Placed(Element(e), e),
            Expression.ListOf l => new Value.Sequence(l.Items.Select(Evaluate).ToList()),
            Expression.TupleOf t => new Value.Sequence(t.Items.Select(Evaluate).ToList(), isTuple: true),
            Expression.Unary u => Unary(u),
            Expression.Binary b => Binary(b),
            Expression.Conditional c => Evaluate(Chooses(c.Condition, c.Then is Expression.Throw, c.Otherwise is Expression.Throw) ? c.Then : c.Otherwise),
            Expression.Create c => Create(c),
            Expression.Initialize i => Initialize(i),
            Expression.Static s => Placed(StaticMember(s), s),
            Expression.Call c => Call(Evaluate(c.Target), Arguments(c.Arguments), c, c.Types),
            Expression.Method m => CallMethod(m),
            Expression.Invoke i => InvokeFunction(i),
            Expression.Lambda l => new Value.Function(l, scope),
            Expression.Apply a => ApplyFunction(a),
            Expression.Reference r => Referred(r),
            Expression.Is i => IsOfType(i),
            Expression.Throw => throw new ThrownException(scope.Class, scope.Member),
            Expression.Opaque o => Opaque(o),
            _ => throw new ArgumentException($"unknown expression {expression.GetType().Name}", nameof(expression)),
        };
    }

    private List<BoundArgument> Arguments(EquatableArray<Argument> arguments)
    {
        var bound = new List<BoundArgument>(arguments.Count);
        foreach (var argument in arguments)
        {
            bound.Add(new(argument.Name, Evaluate(argument.Value), TargetOf(argument.Value)));
        }

        return bound;
    }

    private Value Opaque(Expression.Opaque opaque)
    {
        var inputs = opaque.Inputs.Select(i => new BoundArgument(null, Evaluate(i))).ToList();
        GivenAway(inputs.Select(i => i.Value));
        return HoldTensors(inputs) ? Apply(opaque.Reason, inputs, At(opaque)) : new Value.Opaque(opaque.Reason);
    }

    private Value Unary(Expression.Unary unary)
    {
        var operand = unary.Operator == "!" ? null : Evaluate(unary.Operand);
        if (operand is not null)
        {
            ComputedFrom(operand);
        }

        return operand switch
        {
            null => new Value.Flag(!IsTrue(unary.Operand)),
            Value.Integer i => new Value.Integer(AsNumber(i) * -1),
            Value.Number n => Value.Real(-n.AsLiteral(), unary.ToText(), n.Changes),
            Value.Tensor => Apply("neg", [new(null, operand)], At(unary)),
            _ => new Value.Symbol(unary.ToText()),
        };
    }

    private Value Binary(Expression.Binary binary)
    {
        if (binary.Operator is "&&" or "||")
        {
            var left = IsTrue(binary.Left);
            return new Value.Flag(binary.Operator == "&&" ? left && IsTrue(binary.Right) : left || IsTrue(binary.Right));
        }

        if (binary.Operator == "??")
        {
            // The other side is not looked at where this one is there.
            var first = Evaluate(binary.Left);
            if (first is not Value.Symbol || isForward)
            {
                return first is Value.Null ? Evaluate(binary.Right) : first;
            }

            // A layer, a function that makes one or a configuration that may be given: both ways are looked at.
            var otherwise = Evaluate(binary.Right);
            return otherwise is Value.Module or Value.Function or Value.Object && Decide($"{first} == null", first) ? otherwise : first;
        }

        var (a, b) = (Evaluate(binary.Left), Evaluate(binary.Right));
        if (a is not Value.Tensor && b is not Value.Tensor)
        {
            ComputedFrom(a, b);
        }

        return a is Value.Tensor || b is Value.Tensor ? TensorArithmetic(binary, a, b)
            : binary.Operator is "==" or "!=" or "<" or ">" or "<=" or ">=" ? new Value.Flag(Compare(binary, a, b))
            : Integers(a, b) is var (x, y) ? IntegerArithmetic(binary, x, y)
            : RealArithmetic(binary.Operator, a, b) is { } real ? real
            : binary.Operator == "+" && (a is Value.Text || b is Value.Text) && OfText("string.Concat", [a, b]) is { } text ? text
            : Unknown($"({a} {binary.Operator} {b})", a, b);
    }

    // Something that programs do not compute; the sizes in it are mere numbers.
    private Value.Symbol Unknown(string text, params Value[] inputs)
    {
        inputs.ToList().ForEach(KeepSizes);
        ComputedFrom(inputs);
        return new(text);
    }

    private void ComputedFrom(params Value[] inputs) => Graph.ComputedFrom.UnionWith(inputs.Select(i => i.Source).OfType<FieldSource>());

    private Value TensorArithmetic(Expression.Binary binary, Value a, Value b)
    {
        var name = binary.Operator switch { "+" => "add", "-" => "sub", "*" => "mul", "/" => "div", "%" => "remainder", "&" => "logical_and", "|" => "logical_or", "^" => "logical_xor", _ => null };
        if ((a is Value.Null || b is Value.Null) && binary.Operator is "==" or "!=")
        {
            return new Value.Flag(binary.Operator == "!=");
        }

        if (a is Value.Null || b is Value.Null)
        {
            return Apply($"operator {binary.Operator} with null", [new(null, a), new(null, b)], At(binary));
        }

        if (IsUnknownTensor(a) || IsUnknownTensor(b))
        {
            return Apply(OperatorTable.Unknown, $"operator {binary.Operator} with {(a is Value.Tensor ? b : a)}", [new(null, a), new(null, b)], At(binary), isInPlace: false, layer: null);
        }

        if (Comparison(binary.Operator, isSwapped: a is not Value.Tensor) is { } comparison)
        {
            return Apply($"Tensor.{comparison}", a is Value.Tensor ? [new(null, a), new(b is Value.Tensor ? null : "value", b)] : [new(null, b), new("value", a)], At(binary));
        }

        // c - x is -x + c, to the last bit.
        if (name is "sub" && a is Value.Integer or Value.Number)
        {
            return Apply("add", [new(null, Apply("neg", [new(null, b)], At(binary))), new("value", a)], At(binary));
        }

        // A number on the left of '/' is an attribute of another operator.
        if (name is "div" && a is Value.Integer or Value.Number)
        {
            return Apply("rdiv", [new(null, b), new("value", a)], At(binary));
        }

        return name is null || (a is not Value.Tensor && name is not ("add" or "mul"))
            ? Apply($"operator {binary.Operator}", [new(null, a), new(null, b)], At(binary))
            : a is Value.Tensor
                ? Apply(name, [new(null, a), new(b is Value.Tensor ? null : "value", b)], At(binary))
                : Apply(name, [new(null, b), new("value", a)], At(binary));
    }

    private static string? Comparison(string symbol, bool isSwapped) => symbol switch
    {
        "==" => "eq",
        "!=" => "ne",
        "<" => isSwapped ? "gt" : "lt",
        ">" => isSwapped ? "lt" : "gt",
        "<=" => isSwapped ? "ge" : "le",
        ">=" => isSwapped ? "le" : "ge",
        _ => null,
    };
}
