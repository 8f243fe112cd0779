using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>Writes one step of <c>forward</c> as an expression whose operands are still open.</summary>
/// <param name="tree">The modules.</param>
/// <param name="self">The module whose <c>forward</c> it is.</param>
/// <param name="values">What is known of the tensors before the step.</param>
internal sealed class ExpressionWriter(ModuleTree tree, ModuleNode self, FrameValues values)
{
    private static readonly Dictionary<string, InfixOperator> Operators = new(StringComparer.Ordinal)
    {
        ["add"] = new(" + ", Precedence.Additive, "offset"),
        ["sub"] = new(" - ", Precedence.Additive, "offset"),
        ["mul"] = new(" * ", Precedence.Multiplicative, "factor"),
        ["div"] = new(" / ", Precedence.Multiplicative, "divisor"),
        ["remainder"] = new(" % ", Precedence.Multiplicative, "divisor"),
    };

    /// <summary>The call of a child module.</summary>
    public Code Call(Frame call, IEnumerable<FrameInput> inputs, Origin? origin)
    {
        var arguments = inputs.Select(i => Tensor(i.Value, origin));
        return Code.Concat(Member(call.Module!.Path, origin), ".call(", Code.Join(arguments), ")");
    }

    /// <summary>The application of an operator.</summary>
    public Code Apply(Node node)
    {
        if (ReferenceEquals(node.Operator, OperatorTable.Unknown))
        {
            throw new CompactClassException($"{node} cannot be written: it has no signature, so what it was called with is not known", node.Origin, "Give the helper an [OperatorSignature], or write it with operators that have one.");
        }

        if (ReferenceEquals(node.Operator, OperatorTable.UnregisteredLayer) || ReferenceEquals(node.Operator, OperatorTable.Unregistered))
        {
            throw new CompactClassException($"{node} cannot be written: it is not registered", node.Origin, "Register what the model holds: modules in fields or a ModuleList instead of a list or an array, tensors in fields.");
        }

        if (node.Operator.Name == "index_put_")
        {
            throw new CompactClassException($"{node} cannot be written: it changes a part of a tensor", node.Origin, "Put the parts together with torch.cat or choose between them with torch.where.");
        }

        if (node.Layer is { } layer)
        {
            var own = layer.Tensors.Select(t => t.Path ?? layer.PathOf(t.Name)).ToList();
            var operands = node.Operands.OfType<GraphValue>().Where(o => o.Leaf is null || !own.Contains(o.Leaf.Path)).Select(o => Tensor(o, node.Origin)).ToList();

            // The states of an LSTM are one argument.
            operands = node.Operator.TakesLayerTensors && operands.Count == 3 ? [operands[0], Code.Concat("(", operands[1], ", ", operands[2], ")")] : operands;

            // Only forward lets the state of a cell away.
            var method = node.Operator.Name.EndsWith("_cell", StringComparison.Ordinal) && operands.Count == 1 ? "forward" : "call";
            return Code.Concat(Member(layer.Path, node.Origin), $".{method}(", Code.Join(operands), ")");
        }

        return Operators.TryGetValue(node.Function, out var @operator) ? Infix(node, @operator)
            : node.Operator.Name == "index" ? Index(node)
            : node.Function == "rdiv" ? Code.Concat(Number(node, "dividend", node.Attributes.Find("value")!), " / ", Tensor(node.Operands[0]!, node.Origin, Precedence.Unary)).With(Precedence.Multiplicative)
            : node.Operator.Name == "einsum" ? Code.Concat("torch.einsum(", Code.Join([Argument(node, "equation", node.Attributes.Find("equation")!), .. node.Operands.Select(o => Tensor(o!, node.Origin))]), ")")
            : node.Operator.Name is "T" or "mT" or "H" or "mH" ? Code.Concat(Tensor(node.Operands[0]!, node.Origin, Precedence.Primary), $".{node.Operator.Name}")
            : node.Function == "neg" ? Code.Concat("-", Tensor(node.Operands[0]!, node.Origin, Precedence.Unary)).With(Precedence.Unary)
            : Function(node);
    }

    /// <summary>A tensor as an operand.</summary>
    public Code Tensor(GraphValue value, Origin? origin, Precedence atLeast = Precedence.Additive)
    {
        if (value.Leaf is { } leaf)
        {
            var name = new MemberName(leaf.Name).Identifier;
            return leaf.Owner.Path == self.Path ? name : Code.Concat(Member(leaf.Owner.Path, origin), $".{name}");
        }

        return Code.Operand(values.Known(value, origin), atLeast);
    }

    private Code Infix(Node node, InfixOperator infix)
    {
        // The right operand keeps its parentheses: rounding depends on the order of evaluation.
        var left = Tensor(node.Operands[0]!, node.Origin, infix.Precedence);
        var right = node.Operands[1] is { } other ? Tensor(other, node.Origin, infix.Precedence + 1)
            : node.Attributes.Find("value") is { } value ? Number(node, infix.Number, value)
            : throw NotLiteral(node, "other operand", "missing");
        return Code.Concat(left, infix.Symbol, right).With(infix.Precedence);
    }

    // What is computed from extents is a sum of several.
    private Code Number(Node node, string name, Value value) =>
        Argument(node, name, value) is var code && code.Parts.Skip(1).Any() ? Code.Concat("(", code, ")") : code;

    private Code Index(Node node)
    {
        var indices = node.Attributes.Items.Select(i => i.Value switch
        {
            Value.Text { Value: "..." } => "TensorIndex.Ellipsis",
            Value.Text { Value: TensorIndex.Placeholder } => Code.Concat("TensorIndex.Tensor(", Tensor(node.Operands[1]!, node.Origin), ")"),
            Value.Text or Value.Null => "TensorIndex.Null",
            Value.Sequence { Items: [Value.Null, Value.Null] } => "TensorIndex.Colon",
            Value.Sequence slice => Code.Concat("TensorIndex.Slice(", Code.Join(slice.Items.Select(p => p is Value.Null ? "null" : Argument(node, i.Key, p))), ")"),
            var position => Argument(node, i.Key, position),
        });
        return Code.Concat(Tensor(node.Operands[0]!, node.Origin, Precedence.Primary), "[", Code.Join(indices), "]");
    }

    private Code Function(Node node)
    {
        var split = node.Function.LastIndexOf('.');
        if (split < 0)
        {
            throw new CompactClassException($"{node} cannot be written: how the source calls it is not known", node.Origin, "Call it as a method of the tensor or as a function of torch.");
        }

        var prefix = node.Function.Substring(0, split);
        var name = node.Function.Substring(split + 1);
        var operands = Operands(node, name).ToList();
        var isMethod = prefix == "Tensor";
        var target = isMethod ? Tensor(node.Operands[0]!, node.Origin, Precedence.Primary) : prefix.StartsWith("torch.nn.", StringComparison.Ordinal) ? prefix.Substring(9) : prefix;
        var arguments = operands.Skip(isMethod ? 1 : 0).Concat(Attributes(node, name.TrimEnd('_')));
        return Code.Concat(target, ".", name, "(", Code.Join(arguments), ")");
    }

    private IEnumerable<Code> Operands(Node node, string name)
    {
        if (node.Operator.Operands.Count == 1 && node.Operator.Operands[0] == "tensors")
        {
            yield return Code.Concat("[", Code.Join(node.Operands.Select(o => Tensor(o!, node.Origin))), "]");
            yield break;
        }

        // TorchSharp has the statistics before scale and shift; the signature has them behind.
        var isComplete = !name.StartsWith("batch_norm", StringComparison.Ordinal);
        for (var i = 0; i < node.Operands.Count; i++)
        {
            if (node.Operands[i] is { } operand)
            {
                var tensor = Tensor(operand, node.Origin);
                yield return isComplete || i == 0 ? tensor : Code.Concat(node.Operator.Operands[i], ": ", tensor);
            }

            isComplete &= node.Operands[i] is not null;
        }
    }

    // By position as far as TorchSharp's order goes without a gap, then by name.
    private IEnumerable<Code> Attributes(Node node, string function)
    {
        var given = node.Attributes.Items
            .Where(a => a.Value is not Value.Null)
            .Select((a, i) => (a.Key, a.Value, Position: a.Key == "value" ? i : FunctionParameters.Position(function, a.Key) ?? int.MaxValue))
            .OrderBy(a => a.Position)
            .ToList();
        for (var i = 0; i < given.Count; i++)
        {
            var (name, value, position) = given[i];
            var code = FunctionParameters.IsSpread(function, name) && value is Value.Sequence list
                ? Code.Join(list.Items.Select(v => Argument(node, name, v)))
                : Argument(node, name, value);
            yield return position == i ? code : Code.Concat(Identifiers.Escape(name), ": ", code);
        }
    }

    private Code Argument(Node node, string name, Value value) => value switch
    {
        Value.Sequence { IsTuple: true } tuple => Code.Concat("(", Code.Join(tuple.Items.Select(i => Argument(node, name, i))), ")"),
        Value.Sequence list => Code.Concat("[", Code.Join(list.Items.Select(i => Argument(node, name, i))), "]"),
        Value.Integer integer when values.Extent(integer, node) is { } extent => extent,
        Value.Symbol symbol when values.Extent(symbol, node) is { } extent => extent,
        Value.Symbol { Told: { } told } => Told(told, node.Origin),
        _ => Literals.Of(value, [node.Function.Substring(node.Function.LastIndexOf('.') + 1), name]) ?? throw NotLiteral(node, name, $"{value}"),
    };

    private Code Told(TensorMember told, Origin? origin) => told.Tensor.Leaf is null
        ? Code.Of(new CodePart.Member(values.Known(told.Tensor, origin), told.Name))
        : Code.Concat(Tensor(told.Tensor, origin, Precedence.Primary), $".{told.Name}");

    private Code Member(string path, Origin? origin)
    {
        var prefix = self.Path.Length == 0 ? "" : self.Path + ".";
        if (!path.StartsWith(prefix, StringComparison.Ordinal) || path.Length == prefix.Length)
        {
            throw new CompactClassException(
                $"{path} is called in {(self.Path.Length == 0 ? "the model" : self.Path)}, to which it does not belong", origin, "Call a module in the class that has it as a member.");
        }

        var segments = path.Substring(prefix.Length).Split('.');
        Code expression = new MemberName(segments[0]).Identifier;
        var node = tree.Find(prefix + segments[0])!;
        foreach (var segment in segments.Skip(1))
        {
            var next = tree.Find($"{node.Path}.{segment}")!;
            expression = node.IsContainer
                ? Code.Of(new CodePart.Item(expression, node, node.Places().ToList().IndexOf(next)))
                : throw new CompactClassException($"{path} is called from outside of the class that has it as a member", origin, $"Call {node.Path} as a whole.");
            node = next;
        }

        return expression;
    }

    private static CompactClassException NotLiteral(Node node, string name, string value) => new(
        $"{node} cannot be written: its argument {name} is {value}, which is no literal",
        node.Origin,
        "Link the program to the live model with the shapes of its inputs, or compute the argument from the shape of a tensor.");

    /// <summary>An operator of C#.</summary>
    /// <param name="Symbol">How it is written.</param>
    /// <param name="Precedence">How tightly it binds.</param>
    /// <param name="Number">What a number on its right is called.</param>
    private sealed record InfixOperator(string Symbol, Precedence Precedence, string Number);
}
