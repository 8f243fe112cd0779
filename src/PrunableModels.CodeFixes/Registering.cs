using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace PrunableModels.CodeFixes;

/// <summary>The call of <c>RegisterComponents</c> in a constructor.</summary>
internal static class Registering
{
    private const string Name = "RegisterComponents";

    /// <summary>The calls that are statements of the constructor itself.</summary>
    public static IEnumerable<StatementSyntax> Calls(ConstructorDeclarationSyntax constructor) => constructor.Body?.Statements.Where(IsCall) ?? [];

    /// <summary>Whether the constructor ends nowhere but at its end, so that a last statement is always reached.</summary>
    public static bool EndsAtItsEnd(ConstructorDeclarationSyntax constructor) => !constructor.DescendantNodes(n => n is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)).OfType<ReturnStatementSyntax>().Any();

    /// <summary>The constructor with the call as its last statement, and nowhere else.</summary>
    public static ConstructorDeclarationSyntax AtTheEnd(ConstructorDeclarationSyntax constructor)
    {
        var call = SyntaxFactory.ExpressionStatement(SyntaxFactory.InvocationExpression(SyntaxFactory.IdentifierName(Name)));
        if (constructor.Body is { Statements.Count: > 0 } body)
        {
            // The call keeps its comments, and what stood after it its own.
            var known = body.Statements.LastOrDefault(IsCall);
            var others = body.Statements.Where(s => !IsCall(s));
            return constructor.WithBody(body.WithStatements(SyntaxFactory.List(others.Append(known ?? call.WithAdditionalAnnotations(Formatter.Annotation)))));
        }

        StatementSyntax[] statements = constructor.ExpressionBody is { Expression: var expression } ? [SyntaxFactory.ExpressionStatement(expression), call] : [call];
        return constructor.WithExpressionBody(null).WithSemicolonToken(default)
            .WithParameterList(constructor.ParameterList.WithoutTrailingTrivia())
            .WithInitializer(constructor.Initializer?.WithoutTrailingTrivia())
            .WithBody(SyntaxFactory.Block(statements))
            .WithTriviaFrom(constructor)
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static bool IsCall(StatementSyntax statement) => statement is ExpressionStatementSyntax
    {
        Expression: InvocationExpressionSyntax
        {
            ArgumentList.Arguments.Count: 0,
            Expression: IdentifierNameSyntax { Identifier.ValueText: Name } or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: Name },
        },
    };
}
