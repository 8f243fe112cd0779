using System;
using System.Collections.Generic;

namespace PrunableModels.Core;

/// <summary>Reads the textual form of programs: classes, methods and statements.</summary>
internal sealed partial class ProgramParser
{
    private readonly List<Token> tokens;
    private int position;

    private ProgramParser(string text) => tokens = ProgramLexer.Tokens(text);

    private Token Current => tokens[position];

    public static ModelProgram ParseModel(string text)
    {
        var parser = new ProgramParser(text);
        var classes = new List<ClassProgram>();
        for (parser.SkipLines(); parser.Current.Kind != TokenKind.End; parser.SkipLines())
        {
            classes.Add(parser.Class());
        }

        return classes.Count == 0
            ? throw new FormatException("the program has no class")
            : new(classes[0].Id, classes.ToEquatableArray());
    }

    private ClassProgram Class()
    {
        var kind = Accept("object") ? ClassKind.Object : Accept("struct") ? ClassKind.Struct : ClassKind.Module;
        if (kind == ClassKind.Module)
        {
            Expect("class");
        }

        var id = QualifiedName();
        var baseId = Accept(":") ? QualifiedName() : null;
        var ancestors = new List<string>();
        if (Accept("is"))
        {
            do
            {
                ancestors.Add(Take(TokenKind.Text));
            }
            while (Accept(","));
        }

        var (fields, constructors, methods) = (new List<FieldProgram>(), new List<MethodProgram>(), new List<MethodProgram>());
        foreach (var _ in Block())
        {
            if (Accept("field"))
            {
                fields.Add(Field());
            }
            else if (Accept("private"))
            {
                Expect("constructor");
                constructors.Add(Method(".ctor") with { IsPrivate = true });
            }
            else if (Accept("constructor"))
            {
                constructors.Add(Method(".ctor"));
            }
            else
            {
                Expect("method");
                methods.Add(Method(Take(TokenKind.Name)));
            }
        }

        return new(id, baseId, fields.ToEquatableArray(), constructors.ToEquatableArray(), methods.ToEquatableArray()) { Kind = kind, Ancestors = ancestors.ToEquatableArray() };
    }

    private FieldProgram Field()
    {
        var kind = (FieldKind)Enum.Parse(typeof(FieldKind), Take(TokenKind.Name));
        var isStatic = Accept("static");
        var isReadOnly = Accept("readonly");
        var isConfined = Accept("confined");
        var isPrivate = Accept("private");
        var name = Take(TokenKind.Text);
        var type = Accept("of") ? QualifiedName() : null;
        var component = Accept("as") ? Take(TokenKind.Text) : null;
        var keep = Accept("keep") ? Take(TokenKind.Text) : null;
        var isErasable = Accept("erasable");
        return new(name, kind, keep, Accept("=") ? Expression() : null) { IsErasable = isErasable, IsConfined = isConfined, IsPrivate = isPrivate, ComponentName = component, IsStatic = isStatic, IsAssignedByConstructors = isReadOnly, Type = type };
    }

    private MethodProgram Method(string name)
    {
        var parameters = new List<ParameterProgram>();
        Expect("(");
        while (!Accept(")"))
        {
            var type = Current.Kind == TokenKind.Text || tokens[position + 1].Kind == TokenKind.Name || tokens[position + 1].Text == "." ? QualifiedName() : null;
            parameters.Add(new(Take(TokenKind.Name), Accept("=") ? Expression() : null, type));
            Accept(",");
        }

        ConstructorChain? chain = null;
        if (Accept(":"))
        {
            var toThis = Take(TokenKind.Name) == "this";
            var types = Types();
            chain = new(toThis, Arguments()) { Types = types };
        }

        var relation = Accept("new") ? MethodRelation.New : Accept("overload") ? MethodRelation.Overload : MethodRelation.Ordinary;
        var signature = Accept("signature") ? new UserSignature(Take(TokenKind.Text), Accept("preserving")) : null;
        return new(name, parameters.ToEquatableArray(), chain, Statements()) { Signature = signature, Relation = relation };
    }

    private EquatableArray<Statement> Statements()
    {
        var statements = new List<Statement>();
        foreach (var _ in Block())
        {
            statements.Add(Statement());
        }

        return statements.ToEquatableArray();
    }

    private Statement Statement()
    {
        switch (Current.Text)
        {
            case "do":
                position++;
                return new Statement.Evaluate(Expression());
            case "if":
                position++;
                return new Statement.If(Expression(), Statements(), BlockAfter("else"));
            case "section":
                position++;
                return new Statement.Section(Statements());
            case "while" or "repeat":
                var runsFirst = Current.Text == "repeat";
                position++;
                var (condition, body) = (Expression(), Statements());
                return new Statement.Loop(condition, BlockAfter("next"), body) { RunsFirst = runsFirst };
            case "foreach":
                position++;
                var variable = Expression();
                Expect("in");
                return new Statement.ForEach(variable, Expression(), Statements());
            case "return":
                position++;
                return new Statement.Return(Current.Kind == TokenKind.NewLine || Current.Text == "}" ? null : Expression());
            case "break":
                position++;
                return new Statement.Break();
            case "continue":
                position++;
                return new Statement.Continue();
            case "throw":
                position++;
                return new Statement.Throw();
            default:
                var target = Expression();
                Expect("=");
                return new Statement.Assign(target, Expression());
        }
    }

    private EquatableArray<Statement> BlockAfter(string word)
    {
        var start = position;
        SkipLines();
        if (Accept(word))
        {
            return Statements();
        }

        position = start;
        return [];
    }

    // The position stands at each item in turn; lines end items.
    private IEnumerable<int> Block()
    {
        Expect("{");
        for (SkipLines(); !Accept("}"); SkipLines())
        {
            var start = position;
            yield return start;
            if (position == start || (Current.Kind != TokenKind.NewLine && Current.Text != "}"))
            {
                throw Unexpected("the end of the line");
            }
        }
    }

    private void SkipLines()
    {
        while (Current.Kind == TokenKind.NewLine)
        {
            position++;
        }
    }

    private bool Accept(string text)
    {
        if (Current.Kind is TokenKind.Text or TokenKind.Number || Current.Text != text)
        {
            return false;
        }

        position++;
        return true;
    }

    private void Expect(string text)
    {
        if (!Accept(text))
        {
            throw Unexpected($"'{text}'");
        }
    }

    private string Take(TokenKind kind) =>
        Current.Kind == kind ? tokens[position++].Text : throw Unexpected($"a {kind.ToString().ToLowerInvariant()}");

    private string QualifiedName()
    {
        if (Current.Kind == TokenKind.Text)
        {
            return Take(TokenKind.Text);
        }

        var name = Take(TokenKind.Name);
        while (Accept("."))
        {
            name += "." + Take(TokenKind.Name);
        }

        return name;
    }

    private FormatException Unexpected(string wanted) => new($"line {Current.Line}: expected {wanted}, found '{Current.Text.Replace("\n", "end of line")}'");
}
