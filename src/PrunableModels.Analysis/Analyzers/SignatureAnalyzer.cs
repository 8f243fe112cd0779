using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace PrunableModels.Analysis;

/// <summary>Whether <c>[OperatorSignature]</c> says something, and something that fits what it is given to.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SignatureAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(PruneDescriptors.WrongSignature);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(Signatures.Attribute) is { } attribute && TorchSymbols.Of(start.Compilation) is { } symbols)
            {
                start.RegisterSymbolAction(c => OfMethod(c, attribute, symbols), SymbolKind.Method);
                start.RegisterSyntaxNodeAction(c => OfLocalFunction(c, attribute, symbols), SyntaxKind.LocalFunctionStatement);
                start.RegisterCompilationEndAction(c => OfAssembly(c, attribute, symbols));
            }
        });
    }

    private static void OfMethod(SymbolAnalysisContext context, INamedTypeSymbol attribute, TorchSymbols symbols)
    {
        foreach (var given in context.Symbol.GetAttributes().Where(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attribute)))
        {
            Report(context.ReportDiagnostic, given, (IMethodSymbol)context.Symbol, context.Symbol.Name, symbols);
        }
    }

    private static void OfLocalFunction(SyntaxNodeAnalysisContext context, INamedTypeSymbol attribute, TorchSymbols symbols)
    {
        if (context.SemanticModel.GetDeclaredSymbol(context.Node, context.CancellationToken) is IMethodSymbol function)
        {
            foreach (var given in function.GetAttributes().Where(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attribute)))
            {
                Report(context.ReportDiagnostic, given, null, function.Name, symbols);
            }
        }
    }

    private static void OfAssembly(CompilationAnalysisContext context, INamedTypeSymbol attribute, TorchSymbols symbols)
    {
        foreach (var given in context.Compilation.Assembly.GetAttributes().Where(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attribute)))
        {
            if (given.ConstructorArguments is [{ Value: INamedTypeSymbol module }, _])
            {
                var forward = symbols.IsModule(module) ? Signatures.Forward(module) : null;
                Report(context.ReportDiagnostic, given, forward, module.Name, symbols);
            }
            else if (given.ConstructorArguments.Length == 1)
            {
                Report(context.ReportDiagnostic, given, null, context.Compilation.AssemblyName ?? "", symbols);
            }
        }
    }

    private static void Report(Action<Diagnostic> report, AttributeData given, IMethodSymbol? method, string name, TorchSymbols symbols)
    {
        if (Signatures.Read(given) is not { } signature || given.ApplicationSyntaxReference?.GetSyntax() is not AttributeSyntax syntax)
        {
            return;
        }

        var problem = method is null || (given.ConstructorArguments.Length == 2 && method.Name != "forward")
            ? new(null, "it has to stand on a method, or on the assembly with the type of a module that declares a forward")
            : SignatureCheck.Of(signature, method, symbols);
        if (problem is not null)
        {
            report(Diagnostic.Create(PruneDescriptors.WrongSignature, Place(syntax, signature.Text, problem.Position), name, problem.Problem));
        }
    }

    // Inside the literal where what is written is what it says, else the whole argument.
    private static Location Place(AttributeSyntax attribute, string text, int? position)
    {
        var argument = attribute.ArgumentList?.Arguments.LastOrDefault(a => a.NameEquals is null)?.Expression;
        if (argument is not LiteralExpressionSyntax { Token: var token } || position is not { } at || token.Text.IndexOf(text, StringComparison.Ordinal) is not (>= 0 and var start))
        {
            return (argument ?? (SyntaxNode)attribute).GetLocation();
        }

        var length = text.Skip(at).TakeWhile(c => char.IsLetterOrDigit(c) || c == '_').Count() is > 0 and var name ? name : at < text.Length ? 1 : 0;
        return Location.Create(token.SyntaxTree!, new TextSpan(token.SpanStart + start + at, length));
    }
}
