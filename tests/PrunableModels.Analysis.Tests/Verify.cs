using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using PrunableModels.Core;
using Xunit;

namespace PrunableModels.Analysis.Tests;

/// <summary>Runs one analyzer, and one code fix where that is asked for, over a source with places marked.</summary>
internal static class Verify
{
    /// <summary>Requires these diagnostics, all of them, with their messages.</summary>
    public static Task Reports<TAnalyzer>(string source, params DiagnosticResult[] expected)
        where TAnalyzer : DiagnosticAnalyzer, new() => Reports<TAnalyzer>(source, "", expected);

    /// <summary>The same under an <c>.editorconfig</c> with these lines.</summary>
    public static Task Reports<TAnalyzer>(string source, string configuration, params DiagnosticResult[] expected)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        var test = new CSharpAnalyzerTest<TAnalyzer, DefaultVerifier> { ReferenceAssemblies = new("net10.0"), TestCode = source };
        test.TestState.AdditionalReferences.AddRange(ModelCompilation.References);
        if (configuration.Length > 0)
        {
            test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", $"root = true\n[*.cs]\n{configuration}\n"));
        }

        test.ExpectedDiagnostics.AddRange(expected);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Requires that a code fix makes the second source of the first, also all at once, and that it compiles.</summary>
    public static Task Fixes<TAnalyzer, TFixer>(string before, string after, int? action = null)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFixer : CodeFixProvider, new()
    {
        var test = new CSharpCodeFixTest<TAnalyzer, TFixer, DefaultVerifier>
        {
            ReferenceAssemblies = new("net10.0"),
            TestCode = before,
            FixedCode = after,
            CodeActionIndex = action,
            MarkupOptions = MarkupOptions.UseFirstDescriptor,
        };
        test.TestState.AdditionalReferences.AddRange(ModelCompilation.References);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The groups that a model can prune, over all ways to build it.</summary>
    public static IEnumerable<string> Prunable(string source, string model) =>
        ModelAnalysis.Analyze(ModelCompilation.Of(source).Read(model).Program).Configurations.SelectMany(c => c.Groups.Prunable).Select(g => g.Id).Distinct();
}
