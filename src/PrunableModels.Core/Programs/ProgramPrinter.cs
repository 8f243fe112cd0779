using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace PrunableModels.Core;

/// <summary>Writes programs in their textual form: braces and names as in C#, one statement a line, every argument name kept.</summary>
internal sealed class ProgramPrinter
{
    private readonly StringBuilder text = new();
    private int depth;

    public static string Print(ClassProgram program)
    {
        var printer = new ProgramPrinter();
        printer.Class(program);
        return printer.text.ToString();
    }

    public static string Print(Expression expression) => expression switch
    {
        Expression.Null => "null",
        Expression.Bool b => b.Value ? "true" : "false",
        Expression.Int i => i.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Expression.Number n => n.Literal,
        Expression.Text t => Quote(t.Value),
        Expression.This => "this",
        Expression.Local l => l.Name,
        Expression.Member m => $"{Operand(m.Target)}.{Identifier(m.Name)}",
        Expression.Element e => $"{Operand(e.Target)}[{(e.FromEnd ? "^" : "")}{Print(e.Index)}]",
        Expression.Invoke i => $"{i.Function}({Arguments(i.Arguments)})",
        Expression.Call c => $"call {Callee(c.Target)}{Of(c.Types)}({Arguments(c.Arguments)})",
        Expression.Method m => $"method {Name(m.Class)} {m.Name}{Of(m.Types)}({string.Join(", ", new[] { m.IsBase ? "base" : m.Target is null ? "static" : Print(m.Target) }.Concat(m.Arguments.Select(Print)))})",
        Expression.Lambda l => OnOneLine($"lambda({string.Join(", ", l.Parameters)})", l.Body),
        Expression.Apply a => $"apply {Callee(a.Function)}({Arguments(a.Arguments)})",
        Expression.Create c => $"new {Name(c.Class)}{Of(c.Types)}({Arguments(c.Arguments)})",
        Expression.Initialize i => $"object{(i.IsCopy ? " copy" : "")}({string.Join(", ", new[] { Print(i.Target) }.Concat(i.Members.Select(Print)))})",
        Expression.Static s => $"static {Name(s.Class)} {Identifier(s.Name)}",
        Expression.ListOf l => $"[{Items(l.Items)}]",
        Expression.TupleOf t => $"tuple({Items(t.Items)})",
        Expression.Unary u => $"{u.Operator}{Operand(u.Operand)}",
        Expression.Binary b => $"{Operand(b.Left)} {b.Operator} {Operand(b.Right)}",
        Expression.Conditional c => $"{Operand(c.Condition)} ? {Operand(c.Then)} : {Operand(c.Otherwise)}",
        Expression.Reference r => $"ref({Print(r.Target)})",
        Expression.Is i => $"is({Print(i.Value)}, {Quote(i.Type)})",
        Expression.Throw => "throw",
        Expression.Opaque o => $"opaque({string.Join(", ", new[] { Quote(o.Reason) }.Concat(o.Inputs.Select(Print)))})",
        _ => throw new ArgumentException($"unknown expression {expression.GetType().Name}", nameof(expression)),
    };

    private static string Of(EquatableArray<string>? types) => types is { } given ? $" of ({string.Join(", ", given.Select(Name))}) " : "";

    // What has parentheses of its own would be taken for the call.
    private static string Callee(Expression e) => HasParentheses(e) ? $"({Print(e)})" : Operand(e);

    private static bool HasParentheses(Expression e) => e switch
    {
        Expression.Member m => HasParentheses(m.Target),
        Expression.Element l => HasParentheses(l.Target),
        _ => e is Expression.Invoke or Expression.TupleOf or Expression.Reference or Expression.Is or Expression.Opaque,
    };

    private static string Operand(Expression e) =>
        e is Expression.Binary or Expression.Conditional or Expression.Unary or Expression.Call or Expression.Method or Expression.Create or Expression.Lambda or Expression.Apply or Expression.Static or Expression.Int { Value: < 0 }
            ? $"({Print(e)})" : Print(e);

    // Inside an expression, semicolons stand for the ends of lines.
    private static string OnOneLine(string head, EquatableArray<Statement> body)
    {
        var printer = new ProgramPrinter();
        printer.Block(head, () => printer.Statements(body));
        return string.Join(" ", printer.text.ToString().Split(['\n'], StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()).Select(line => line.EndsWith("{", StringComparison.Ordinal) ? line : line + ";")).TrimEnd(';');
    }

    private static string Print(Argument argument) => argument.Name is null ? Print(argument.Value) : $"{argument.Name}: {Print(argument.Value)}";

    private static string Arguments(EquatableArray<Argument> arguments) => string.Join(", ", arguments.Select(Print));

    private static string Items(EquatableArray<Expression> items) => string.Join(", ", items.Select(Print));

    // Metadata names may hold '+' and '`', which are no part of a name in the textual form.
    private static string Name(string id) => id.All(c => char.IsLetterOrDigit(c) || c is '_' or '.') ? id : Quote(id);

    // The backing field of a property is named after it in angle brackets.
    private static string Identifier(string name) => name.All(c => char.IsLetterOrDigit(c) || c == '_') ? name : Quote(name);

    private static string Quote(string value) =>
        "\"" + value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "\\r").Replace("\t", "\\t") + "\"";

    private void Class(ClassProgram program)
    {
        Block($"{(program.Kind == ClassKind.Module ? "class" : program.Kind.ToString().ToLowerInvariant())} {Name(program.Id)}{(program.Base is null ? "" : $" : {Name(program.Base)}")}{(program.Ancestors.Count == 0 ? "" : $" is {string.Join(", ", program.Ancestors.Select(Quote))}")}", () =>
        {
            foreach (var field in program.Fields)
            {
                var keep = field.KeepDense is null ? "" : $" keep {Quote(field.KeepDense)}";
                Line($"field {field.Kind}{(field.IsStatic ? " static" : "")}{(field.IsAssignedByConstructors ? " readonly" : "")}{(field.IsConfined ? " confined" : "")}{(field.IsPrivate ? " private" : "")} {Quote(field.Name)}{(field.Type is null ? "" : $" of {Name(field.Type)}")}{(field.ComponentName is { } component ? $" as {Quote(component)}" : "")}{keep}{(field.IsErasable ? " erasable" : "")}{(field.Initializer is null ? "" : $" = {Print(field.Initializer)}")}");
            }

            foreach (var method in program.Constructors.Concat(program.Methods))
            {
                Method(method);
            }
        });
    }

    private void Method(MethodProgram method)
    {
        var parameters = string.Join(", ", method.Parameters.Select(p => $"{(p.Type is null ? "" : Name(p.Type) + " ")}{p.Name}{(p.Default is null ? "" : $" = {Print(p.Default)}")}"));
        var chain = method.Chain is null ? "" : $" : {(method.Chain.ToThis ? "this" : "base")}{Of(method.Chain.Types)}({Arguments(method.Chain.Arguments)})";
        Block($"{(method.Name == ".ctor" ? $"{(method.IsPrivate ? "private " : "")}constructor" : $"method {method.Name}")}({parameters}){chain}{(method.Relation == MethodRelation.Ordinary ? "" : $" {method.Relation.ToString().ToLowerInvariant()}")}{Print(method.Signature)}", () => Statements(method.Body));
    }

    private static string Print(UserSignature? signature) =>
        signature is null ? "" : $" signature {Quote(signature.Text)}{(signature.ZeroPreserving ? " preserving" : "")}";

    private void Statements(IEnumerable<Statement> statements)
    {
        foreach (var statement in statements)
        {
            Statement(statement);
        }
    }

    private void Statement(Statement statement)
    {
        switch (statement)
        {
            case Statement.Assign a:
                Line($"{Print(a.Target)} = {Print(a.Value)}");
                break;
            case Statement.Evaluate e:
                Line($"do {Print(e.Value)}");
                break;
            case Statement.If i:
                Block($"if {Print(i.Condition)}", () => Statements(i.Then));
                if (i.Otherwise.Count > 0)
                {
                    Block("else", () => Statements(i.Otherwise));
                }

                break;
            case Statement.ForEach f:
                Block($"foreach {Print(f.Variable)} in {Print(f.Source)}", () => Statements(f.Body));
                break;
            case Statement.Loop l:
                Block($"{(l.RunsFirst ? "repeat" : "while")} {Print(l.Condition)}", () => Statements(l.Body));
                if (l.Next.Count > 0)
                {
                    Block("next", () => Statements(l.Next));
                }

                break;
            case Statement.Section s:
                Block("section", () => Statements(s.Body));
                break;
            case Statement.Return r:
                Line(r.Value is null ? "return" : $"return {Print(r.Value)}");
                break;
            default:
                Line(statement.GetType().Name.ToLowerInvariant());
                break;
        }
    }

    private void Block(string head, Action body)
    {
        Line(head + " {");
        depth++;
        body();
        depth--;
        Line("}");
    }

    private void Line(string line) => text.Append(' ', depth * 2).Append(line).Append('\n');
}
