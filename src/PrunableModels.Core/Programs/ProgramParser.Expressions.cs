using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>Expressions.</content>
internal sealed partial class ProgramParser
{
    // Loosest first. The printer puts parentheses around every nested operator, so this only matters for text written by hand.
    private static readonly string[][] Precedence =
    [
        ["??"], ["||"], ["&&"], ["|"], ["^"], ["&"], ["==", "!="], ["<", ">", "<=", ">="], ["<<", ">>"], ["+", "-"], ["*", "/", "%"],
    ];

    private Expression Expression()
    {
        var condition = Infix(0);
        if (!Accept("?"))
        {
            return condition;
        }

        var then = Expression();
        Expect(":");
        return new Expression.Conditional(condition, then, Expression());
    }

    private Expression Infix(int level)
    {
        if (level == Precedence.Length)
        {
            return Prefix();
        }

        var left = Infix(level + 1);
        while (Current.Kind == TokenKind.Symbol && Precedence[level].Contains(Current.Text))
        {
            var symbol = tokens[position++].Text;
            left = new Expression.Binary(symbol, left, Infix(level + 1));
        }

        return left;
    }

    private Expression Prefix()
    {
        if (Accept("-"))
        {
            var operand = Prefix();
            return operand is Expression.Int i ? new Expression.Int(-i.Value)
                : operand is Expression.Number n ? new Expression.Number("-" + n.Literal)
                : new Expression.Unary("-", operand);
        }

        return Accept("!") ? new Expression.Unary("!", Prefix()) : Postfix(Primary());
    }

    private Expression Postfix(Expression target, bool isCallee = false)
    {
        while (true)
        {
            if (Accept("."))
            {
                target = new Expression.Member(target, MemberName());
            }
            else if (Accept("["))
            {
                var fromEnd = Accept("^");
                target = new Expression.Element(target, Expression(), fromEnd);
                Expect("]");
            }
            else if (!isCallee && Current.Text == "(" && DottedName(target) is { } function)
            {
                target = new Expression.Invoke(function, Arguments());
            }
            else
            {
                return target;
            }
        }
    }

    private Expression Primary()
    {
        var token = tokens[position++];
        switch (token.Kind)
        {
            case TokenKind.Number:
                return token.Text.All(char.IsDigit) ? new Expression.Int(long.Parse(token.Text, System.Globalization.CultureInfo.InvariantCulture)) : new Expression.Number(token.Text);
            case TokenKind.Text:
                return new Expression.Text(token.Text);
            case TokenKind.Symbol when token.Text == "(":
                var inner = Expression();
                Expect(")");
                return inner;
            case TokenKind.Symbol when token.Text == "[":
                return new Expression.ListOf(Items("]"));
            case TokenKind.Name:
                return Named(token.Text);
            default:
                position--;
                throw Unexpected("an expression");
        }
    }

    private Expression Named(string name)
    {
        switch (name)
        {
            case "null":
                return new Expression.Null();
            case "true" or "false":
                return new Expression.Bool(name == "true");
            case "this":
                return new Expression.This();
            case "new":
                return CreateOf();
            case "call":
                return CallOf();
            case "method" when Current.Kind is TokenKind.Name or TokenKind.Text:
                return MethodOf();
            case "lambda":
                return LambdaOf();
            case "apply":
                return new Expression.Apply(Postfix(Primary(), isCallee: true), Arguments());
            case "object":
                var isCopy = Accept("copy");
                var members = Arguments();
                return new Expression.Initialize(members[0].Value, isCopy, members.Skip(1).ToEquatableArray());
            case "static" when Current.Kind is TokenKind.Name or TokenKind.Text:
                var owner = QualifiedName();
                return new Expression.Static(owner, MemberName());
            case "tuple":
                Expect("(");
                return new Expression.TupleOf(Items(")"));
            case "ref" when Accept("("):
                var target = Expression();
                Expect(")");
                return new Expression.Reference(target);
            case "is" when Accept("("):
                var tested = Expression();
                Expect(",");
                var type = Take(TokenKind.Text);
                Expect(")");
                return new Expression.Is(tested, type);
            case "throw":
                return new Expression.Throw();
            case "opaque":
                Expect("(");
                var items = Items(")");
                return new Expression.Opaque(((Expression.Text)items[0]).Value, items.Skip(1).ToEquatableArray());
            default:
                return new Expression.Local(name);
        }
    }

    // The target is a chain of members and elements; its last parentheses are the call's.
    private Expression.Call CallOf()
    {
        var target = Postfix(Primary(), isCallee: true);
        var types = Types();
        return new(target, Arguments()) { Types = types };
    }

    private Expression.Create CreateOf()
    {
        var id = QualifiedName();
        var types = Types();
        return new(id, Arguments()) { Types = types };
    }

    // Behind a name, where only the types of its parameters tell what is meant.
    private EquatableArray<string>? Types()
    {
        if (!Accept("of"))
        {
            return null;
        }

        var types = new List<string>();
        Expect("(");
        while (!Accept(")"))
        {
            types.Add(QualifiedName());
            Accept(",");
        }

        return types.ToEquatableArray();
    }

    private Expression.Lambda LambdaOf()
    {
        var parameters = new List<string>();
        Expect("(");
        while (!Accept(")"))
        {
            parameters.Add(Take(TokenKind.Name));
            Accept(",");
        }

        return new(parameters.ToEquatableArray(), Statements());
    }

    private Expression MethodOf()
    {
        var id = QualifiedName();
        var name = Take(TokenKind.Name);
        var types = Types();
        var arguments = Arguments();
        var (target, isBase) = arguments[0].Value switch
        {
            Expression.Local { Name: "static" } => (null, false),
            Expression.Local { Name: "base" } => (new Expression.This(), true),
            var instance => (instance, false),
        };
        return new Expression.Method(target, id, name, arguments.Skip(1).ToEquatableArray()) { Types = types, IsBase = isBase };
    }

    private EquatableArray<Argument> Arguments()
    {
        Expect("(");
        var arguments = new List<Argument>();
        while (!Accept(")"))
        {
            var named = Current.Kind == TokenKind.Name && tokens[position + 1].Text == ":";
            var name = named ? Take(TokenKind.Name) : null;
            if (named)
            {
                Expect(":");
            }

            arguments.Add(new(name, Expression()));
            Accept(",");
        }

        return arguments.ToEquatableArray();
    }

    private EquatableArray<Expression> Items(string end)
    {
        var items = new List<Expression>();
        while (!Accept(end))
        {
            items.Add(Expression());
            Accept(",");
        }

        return items.ToEquatableArray();
    }

    private string MemberName() => Take(Current.Kind == TokenKind.Text ? TokenKind.Text : TokenKind.Name);

    private static string? DottedName(Expression expression) => expression switch
    {
        Expression.Local l => l.Name,
        Expression.Member m when DottedName(m.Target) is { } target => $"{target}.{m.Name}",
        _ => null,
    };
}
